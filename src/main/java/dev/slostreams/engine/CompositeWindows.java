package dev.slostreams.engine;

import dev.slostreams.engine.CompositePlan.Cost;
import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import dev.slostreams.window.Counts;
import dev.slostreams.window.LastPeriod;
import dev.slostreams.window.PageChanges;
import dev.slostreams.window.SeriesWindows;
import dev.slostreams.window.UnitCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The windows of one series of a composite: those of its members, the components' series with the
 * same labels. They are moved by their owners, before the composite is.
 *
 * <p>Owned by one series of a {@link CompositeLedger}; not thread-safe. Nothing is counted or kept
 * here.
 */
final class CompositeWindows implements SeriesWindows {

  private final CompositePlan plan;
  private final List<CompositeCounts> lookback = new ArrayList<>();
  private final CompositeCounts budget;
  private final List<SeriesEngine> members = new ArrayList<>();
  private final List<Cost> costs = new ArrayList<>();
  private final TimeWindow timeWindow;
  private CalendarPeriod period = new CalendarPeriod(-1, 0);
  private long birth;
  private long tick;

  CompositeWindows(CompositePlan plan, SloPlan slo) {
    this.plan = plan;
    this.timeWindow = slo.slo().timeWindow();
    for (int i = 0; i < slo.windows().size(); i++) {
      int index = i;
      LookbackWindow window = slo.windows().get(i);
      lookback.add(
          new CompositeCounts(
              this,
              member -> member.windows().lookback(index),
              window::seconds,
              window.stepSeconds()));
    }
    budget = new CompositeCounts(this, member -> member.windows().budget(), this::budgetLength, 1);
  }

  /** Takes these for members: the series of each component, null where it has none. */
  void setMembers(List<SeriesEngine> ofComponents) {
    members.clear();
    costs.clear();
    for (int i = 0; i < ofComponents.size(); i++) {
      if (ofComponents.get(i) != null) {
        members.add(ofComponents.get(i));
        costs.add(plan.costs().get(i));
      }
    }
  }

  List<SeriesEngine> members() {
    return members;
  }

  /** What a bad share of this member costs. */
  Cost cost(int member) {
    return costs.get(member);
  }

  long age() {
    return ageSince(birth);
  }

  /** How much of a window there is at most for its age: all, or the period up to the tick. */
  long covered(CompositeCounts window) {
    return window == budget && isCalendarAligned() ? tick - period.from() : window.length();
  }

  @Override
  public UnitCounts lookback(int window) {
    return lookback.get(window);
  }

  @Override
  public UnitCounts budget() {
    return budget;
  }

  /** None: nothing is counted here. */
  @Override
  public long lastSecond() {
    return -NONE;
  }

  @Override
  public void add(long second, Cover labels, Counts counts) {
    throw notHere("counted");
  }

  /** Nothing is counted here. */
  @Override
  public long keptTotal() {
    return 0;
  }

  @Override
  public void exclude(String name, Intervals intervals) {
    // it is taken out of the members
  }

  @Override
  public void include(String name) {
    // it is put back in the members
  }

  @Override
  public void coverageChanged() {
    // the members know
  }

  @Override
  public Map<String, Counts> excluded() {
    Map<String, Counts> sum = new TreeMap<>();
    for (SeriesEngine member : members) {
      member
          .windows()
          .excluded()
          .forEach(
              (name, counts) ->
                  sum.merge(
                      name,
                      counts,
                      (a, b) -> new Counts(a.good() + b.good(), a.total() + b.total())));
    }
    return sum;
  }

  @Override
  public void drainAsides(Function<Cover, PageChanges> changes) {
    // the members tell theirs
  }

  @Override
  public void restoreAside(Cover cover, int tier, long number, byte[] bytes) {
    throw notHere("restored");
  }

  @Override
  public long nextWaiting(long to) {
    return NONE;
  }

  @Override
  public void forEachWaiting(Waiting waiting) {
    // what waits, waits in the members
  }

  @Override
  public void start(long atBirth) {
    resume(atBirth, atBirth, -NONE);
  }

  @Override
  public void resume(long atTick, long atBirth, long lastEnteredSecond) {
    birth = atBirth;
    tick = atTick;
    findPeriod();
  }

  @Override
  public void moveTo(long to) {
    tick = to;
    findPeriod();
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
    for (int i = 0; i < members.size(); i++) {
      SeriesEngine member = members.get(i);
      Optional<LastPeriod> part = member.windows().lastPeriod(member.birth());
      if (part.isPresent()) {
        last = part.get().period();
        Counts counts = part.get().counts();
        sum = new Counts(sum.good() + counts.good(), sum.total() + counts.total());
        badShare += part.get().badShare() * costs.get(i).nearest() * part.get().age();
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
    if (timeWindow instanceof CalendarAligned calendar && !period.contains(tick)) {
      period = calendar.periodAt(tick);
    }
  }

  @Override
  public long ageSince(long since) {
    return tick - since;
  }

  @Override
  public long tickAfter(long units) {
    return tick + units;
  }

  @Override
  public long nextEntry(long to) {
    return first(to, windows -> windows.nextEntry(to));
  }

  @Override
  public long nextBad(long to) {
    return first(NONE, windows -> windows.nextBad(to));
  }

  @Override
  public long nextChange(long to) {
    return lookback.stream().anyMatch(CompositeCounts::isGrowing)
        ? tick + 1
        : first(to, windows -> windows.nextChange(to));
  }

  @Override
  public long nextBudgetChange(long to) {
    return budget.isGrowing() ? tick + 1 : first(to, windows -> windows.nextBudgetChange(to));
  }

  @Override
  public long nextBudgetRise(long to) {
    return budget.isGrowing() ? tick + 1 : first(to, windows -> windows.nextBudgetRise(to));
  }

  @Override
  public long emptyAt(int window) {
    long last = tick;
    for (SeriesEngine member : members) {
      last = Math.max(last, member.windows().emptyAt(window));
    }
    return last;
  }

  @Override
  public void drainChanges(PageChanges changes) {
    // the members tell theirs
  }

  @Override
  public void restore(int stepSeconds, long number, byte[] bytes) {
    throw notHere("restored");
  }

  @Override
  public void checkInvariants() {
    for (SeriesEngine member : members) {
      if (member.tick() != tick) {
        throw new IllegalStateException(
            "series '%s': must be at tick %d of its composite, but is at %d (this is a bug in slo-streams)"
                .formatted(member.key(), tick, member.tick()));
      }
    }
  }

  private long first(long to, ToLongFunction<SeriesWindows> next) {
    long first = to;
    for (SeriesEngine member : members) {
      first = Math.min(first, next.applyAsLong(member.windows()));
    }
    return first;
  }

  private static IllegalStateException notHere(String what) {
    return new IllegalStateException(
        "composite: nothing is " + what + " in it (this is a bug in slo-streams)");
  }
}
