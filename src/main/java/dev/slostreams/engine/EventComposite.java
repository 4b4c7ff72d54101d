package dev.slostreams.engine;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import dev.slostreams.window.Counts;
import dev.slostreams.window.LastPeriod;
import dev.slostreams.window.UnitCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The windows of a composite over events: the burn rates of its members add up. */
final class EventComposite extends CompositeWindows {

  private final CompositePlan plan;
  private final List<CompositeCounts> lookback = new ArrayList<>();
  private final CompositeCounts budget;
  private final TimeWindow timeWindow;
  private CalendarPeriod period = new CalendarPeriod(-1, 0);

  EventComposite(CompositePlan plan, SloPlan slo) {
    this.plan = plan;
    this.timeWindow = slo.slo().timeWindow();
    for (int i = 0; i < slo.windows().size(); i++) {
      int index = i;
      LookbackWindow window = slo.windows().get(i);
      lookback.add(
          new CompositeCounts(
              this,
              plan,
              member -> member.windows().lookback(index),
              window::seconds,
              window.stepSeconds()));
    }
    budget =
        new CompositeCounts(this, plan, member -> member.windows().budget(), this::budgetLength, 1);
  }

  @Override
  public UnitCounts lookback(int window) {
    return lookback.get(window);
  }

  @Override
  public UnitCounts budget() {
    return budget;
  }

  /** How much of a window there is at most for its age: all, or the period up to the tick. */
  long covered(CompositeCounts window) {
    return window == budget && isCalendarAligned() ? tick() - period.from() : window.length();
  }

  @Override
  public void resume(long atTick, long atBirth, long lastEnteredSecond) {
    super.resume(atTick, atBirth, lastEnteredSecond);
    findPeriod();
  }

  @Override
  public void moveTo(long to) {
    super.moveTo(to);
    findPeriod();
  }

  /** The age of each member plays its own part in the burn rate. */
  @Override
  public long nextChange(long to) {
    for (CompositeCounts window : lookback) {
      if (window.isGrowing()) {
        return tick() + 1;
      }
    }
    return super.nextChange(to);
  }

  @Override
  public long nextBudgetChange(long to) {
    return budget.isGrowing() ? tick() + 1 : super.nextBudgetChange(to);
  }

  @Override
  public long nextBudgetRise(long to) {
    return budget.isGrowing() ? tick() + 1 : super.nextBudgetRise(to);
  }

  @Override
  public long budgetAge(long since) {
    return Math.min(ageSince(since), covered(budget));
  }

  @Override
  public Optional<CalendarPeriod> period() {
    return isCalendarAligned() ? Optional.of(period) : Optional.empty();
  }

  /** The counts added up; the bad share is the one with which it burns as its components did. */
  @Override
  public Optional<LastPeriod> lastPeriod(long since) {
    double badShare = 0;
    Counts sum = Counts.ZERO;
    CalendarPeriod last = period;
    List<SeriesEngine> components = ofComponents();
    for (int i = 0; i < components.size(); i++) {
      SeriesEngine member = components.get(i);
      Optional<LastPeriod> part =
          member == null ? Optional.empty() : member.windows().lastPeriod(member.birth());
      if (part.isPresent()) {
        last = part.get().period();
        Counts counts = part.get().counts();
        sum = sum.plus(counts);
        badShare += part.get().badShare() * plan.cost(i).nearest() * part.get().age();
      }
    }
    if (last == period || since >= last.to()) {
      return Optional.empty();
    }
    long age = Math.min(last.to() - since, last.lengthSeconds());
    return Optional.of(new LastPeriod(last, sum, badShare / age, age, last.lengthSeconds()));
  }

  private boolean isCalendarAligned() {
    return timeWindow instanceof CalendarAligned;
  }

  private long budgetLength() {
    return isCalendarAligned() ? period.lengthSeconds() : timeWindow.nominalSeconds();
  }

  private void findPeriod() {
    if (timeWindow instanceof CalendarAligned calendar && !period.contains(tick())) {
      period = calendar.periodAt(tick());
    }
  }
}
