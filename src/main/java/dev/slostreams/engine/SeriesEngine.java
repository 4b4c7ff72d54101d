package dev.slostreams.engine;

import dev.slostreams.alert.AlertState;
import dev.slostreams.alert.BurnSample;
import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.alert.Transition.Evidence;
import dev.slostreams.budget.BurnRate;
import dev.slostreams.budget.ErrorBudget;
import dev.slostreams.budget.TierState;
import dev.slostreams.engine.BudgetView.PeriodView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.SeriesView.Standing;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.window.Counts;
import dev.slostreams.window.Coverage;
import dev.slostreams.window.SeriesWindows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One series, brought from tick to tick.
 *
 * <p>Owned by one {@link Ledger}; not thread-safe. A count costs O(1), a tick O(windows); a tick at
 * which no verdict can change is passed over. Invariant: every window's sum equals what the
 * counters of its tier hold.
 */
public final class SeriesEngine implements StoredSeries {

  /** No tick: the series is not born yet. */
  public static final long UNBORN = Long.MIN_VALUE;

  /** The highest total that a series holds over all its windows: sums of two fit 64 bits. */
  static final long MOST_TOTAL = (1L << 62) - 1;

  private final SloPlan plan;
  private final SeriesKey key;
  private final boolean isOther;
  private final SeriesWindows windows;
  private final List<PolicyWatch> watches;
  private final TierWatch tierWatch;
  private long birth = UNBORN;
  private long tick = UNBORN;
  private boolean headChanged = true;
  private long toldLastSecond;
  private boolean touched = true;
  private boolean wasIncomplete;
  private boolean kept;
  private long evaluatedTicks;

  /* At least what the windows hold: everything counted since it was last asked for. */
  private long keptAtMost;

  /* Whether the next tick must be judged whatever the counts do: the last verdict may be out of
   * date, because the series is new or restored, or a late event changed what was judged. */
  private boolean unsettled = true;

  /**
   * A series that is not born.
   *
   * @param coverage what is excluded at the present tick
   */
  SeriesEngine(SloPlan plan, SeriesKey key, Coverage coverage) {
    this(plan, key, plan.newWindows(coverage));
  }

  /** A series whose windows are not made from its own plan alone. */
  SeriesEngine(SloPlan plan, SeriesKey key, SeriesWindows windows) {
    this.plan = plan;
    this.key = key;
    this.isOther = key.isOther();
    this.windows = windows;
    this.watches =
        plan.policies().stream().map(policy -> new PolicyWatch(policy, windows)).toList();
    this.tierWatch = new TierWatch(plan, windows);
  }

  public SeriesKey key() {
    return key;
  }

  /** Whether it counts what has no series of its own. */
  boolean isOther() {
    return isOther;
  }

  /** Its definition. */
  Slo slo() {
    return plan.slo();
  }

  /** The earliest second among the events counted when it was first evaluated, or UNBORN. */
  public long birth() {
    return birth;
  }

  long tick() {
    return tick;
  }

  SeriesWindows windows() {
    return windows;
  }

  /** Whether the next tick must be judged whatever the counts do. */
  boolean isUnsettled() {
    return unsettled;
  }

  /** The next tick must be judged whatever the counts do. */
  void unsettle() {
    unsettled = true;
  }

  /** Whether it must stay though nothing is counted any more. */
  void keep(boolean stays) {
    kept = stays;
  }

  /**
   * Counts in this second; what is before the tick is late and counts at once.
   *
   * @return false where the series would hold more than {@link #MOST_TOTAL}: then nothing changes
   */
  boolean record(long second, Cover labels, Counts counts) {
    if (counts.total() > MOST_TOTAL - keptAtMost) {
      keptAtMost = windows.keptTotal();
      if (counts.total() > MOST_TOTAL - keptAtMost) {
        return false;
      }
    }
    keptAtMost += counts.total();
    windows.add(second, labels, counts);
    headChanged = true;
    touched = true;
    unsettled |= isBorn() && second < tick;
    return true;
  }

  /** From the next tick on these seconds do not count; a series that is born has been evaluated. */
  void exclude(String name, Intervals intervals) {
    windows.exclude(name, intervals);
    touched = true;
    unsettled = true;
  }

  /** What is excluded is not what it was; what moved with it has been moved. */
  void coverageChanged() {
    windows.coverageChanged();
    unsettled = true;
  }

  /** From the next tick on the exclusion is as if it had never been. */
  void include(String name) {
    windows.include(name);
    touched = true;
    unsettled = true;
  }

  /** The first second that waits for its tick, before this one, or {@link SeriesWindows#NONE}. */
  long nextWaiting(long before) {
    return windows.nextWaiting(before);
  }

  boolean isBorn() {
    return birth != UNBORN;
  }

  /** Is born at its first counted second; the ticks up to this one are not evaluated. */
  void beBorn(long evaluatedTick) {
    beBorn(windows.nextWaiting(SeriesWindows.NONE), evaluatedTick);
  }

  /** Is born at this second; the ticks up to this one are not evaluated. */
  void beBorn(long atSecond, long evaluatedTick) {
    birth = atSecond;
    windows.start(birth);
    tick = Math.max(birth, evaluatedTick);
    windows.moveTo(tick);
    headChanged = true;
  }

  /**
   * Evaluates every tick up to and including this one, or up to the tick at which the series is
   * forgotten.
   *
   * @return whether it goes on; false when it was without an event for its time window and a day,
   *     with nothing firing
   */
  boolean advanceTo(long to, boolean incomplete, Emissions emissions) {
    unsettled |= incomplete != wasIncomplete;
    long nextBad = UNBORN;
    while (tick < to) {
      long due = tick + 1;
      if (!unsettled && due < to) {
        if (nextBad <= tick) {
          nextBad = windows.nextBad(to);
        }
        due = nextDue(untilForgotten(to), nextBad);
      }
      evaluate(due, incomplete, emissions);
      if (tick >= forgottenAt() && !stays()) {
        return false;
      }
    }
    return true;
  }

  /** The first tick after the present one, at most {@code to}, at which a verdict may change. */
  long nextDue(long to, boolean incomplete) {
    return unsettled || incomplete != wasIncomplete ? tick + 1 : nextDue(to, windows.nextBad(to));
  }

  /** Evaluates this tick; no verdict changes between the present one and it. */
  void evaluate(long due, boolean incomplete, Emissions emissions) {
    tick = due;
    wasIncomplete = incomplete;
    unsettled = false;
    evaluatedTicks++;
    windows.moveTo(tick);
    for (PolicyWatch watch : watches) {
      judge(watch, incomplete, emissions);
    }
    judgeTier(incomplete, emissions);
    touched |= headChanged || windows.mayHaveChanged();
  }

  /** How many ticks were evaluated and not passed over, for checks of what a jump costs. */
  long evaluatedTicks() {
    return evaluatedTicks;
  }

  boolean isFiring() {
    return watches.stream().anyMatch(PolicyWatch::isFiring);
  }

  /** The picture of this tick for readers. */
  public SeriesView view() {
    List<BurnSample> samples = new ArrayList<>();
    for (int i = 0; i < plan.viewed().size(); i++) {
      samples.add(sample(i));
    }
    List<AlertView> alerts = new ArrayList<>();
    for (PolicyWatch watch : watches) {
      AlertPolicy policy = watch.plan().policy();
      alerts.add(alertView(policy.name(), policy.severity(), watch.state()));
      if (policy.notification().whenNoData()) {
        alerts.add(
            alertView(
                policy.name() + AlertPolicy.NO_DATA_SUFFIX,
                policy.severity(),
                watch.noDataState()));
      }
    }
    BudgetView budget =
        new BudgetView(
            windows.budget().wholeCounts(),
            budget(),
            periods(),
            tierWatch.view(tick),
            windows.excluded());
    return new SeriesView(plan.slo(), key, tick, budget, samples, alerts);
  }

  /** Units in a lookback window of its plan, those of its oldest bucket whole. */
  Counts unitsIn(LookbackWindow window) {
    return windows.lookback(plan.windows().indexOf(window)).wholeCounts();
  }

  /** Tells what changed since this was last called. */
  void drainChanges(LedgerChanges changes) {
    if (!touched) {
      return;
    }
    touched = false;
    if (headChanged || windows.lastSecond() != toldLastSecond) {
      headChanged = false;
      toldLastSecond = windows.lastSecond();
      changes.head(key, head());
    }
    changes.pages(key, windows);
  }

  @Override
  public void restorePage(Cover cover, int tier, long number, byte[] bytes) {
    keptAtMost = MOST_TOTAL; // not known before the first count
    windows.restorePage(cover, tier, number, bytes);
  }

  /** Goes on as of this tick; all pages have been put back. */
  void resume(SeriesHead head, long atTick) {
    birth = head.birth();
    if (isBorn()) {
      tick = atTick;
      windows.resume(atTick, birth, head.lastSecond());
    }
    for (PolicyWatch watch : watches) {
      String name = watch.plan().policy().name();
      watch.restore(
          head.alerts().getOrDefault(name, AlertState.INACTIVE),
          head.alerts().getOrDefault(name + AlertPolicy.NO_DATA_SUFFIX, AlertState.INACTIVE));
    }
    tierWatch.restore(head.tier());
    headChanged = !head.equals(head());
  }

  /** Fails where the structure contradicts itself. */
  void checkInvariants() {
    if (isBorn()) {
      windows.checkInvariants();
    }
  }

  /** The first tick at which the series may be forgotten, as far as events have entered. */
  long forgottenAt() {
    return plan.forgottenAt(windows.lastSecond());
  }

  /** The tick at which the series may be forgotten if it comes before this one. */
  long untilForgotten(long to) {
    long forgottenAt = Math.max(forgottenAt(), tick + 1);
    if (forgottenAt >= to || stays()) {
      return to; // while it fires it stays, and a resolution is a tick of its own
    }
    long waiting = windows.nextWaiting(forgottenAt);
    return waiting == SeriesWindows.NONE ? forgottenAt : waiting + 1;
  }

  private boolean stays() {
    return kept || isFiring();
  }

  private long nextDue(long to, long nextBad) {
    if (tick + 1 == to) {
      return to;
    }
    long due = to;
    for (PolicyWatch watch : watches) {
      due = watch.nextDue(tick, age(), due, nextBad);
    }
    if (due > tick + 1) {
      due = tierWatch.nextDue(tick, windows.budgetAge(birth), due, nextBad);
    }
    return Math.max(due, tick + 1);
  }

  private void judge(PolicyWatch watch, boolean incomplete, Emissions emissions) {
    AlertState before = watch.state();
    AlertState beforeNoData = watch.noDataState();
    watch.judge(tick, age(), incomplete);
    String name = watch.plan().policy().name();
    if (before != watch.state()) {
      tell(watch, name, before, watch.state(), incomplete, emissions);
    }
    if (beforeNoData != watch.noDataState()) {
      String noData = name + AlertPolicy.NO_DATA_SUFFIX;
      tell(watch, noData, beforeNoData, watch.noDataState(), incomplete, emissions);
    }
  }

  private void judgeTier(boolean incomplete, Emissions emissions) {
    TierState before = tierWatch.state();
    tierWatch.judge(tick, windows.budgetAge(birth), incomplete);
    TierState after = tierWatch.state();
    headChanged |= before != after;
    if (plan.slo().period().budgetPolicy().isNamed() && !before.tellsTheSame(after)) {
      emissions.add(
          new TierChange(
              key, before.tier(), tierWatch.view(tick), budget().consumed(), tick, incomplete));
    }
  }

  private void tell(
      PolicyWatch watch,
      String alert,
      AlertState before,
      AlertState after,
      boolean incomplete,
      Emissions emissions) {
    headChanged = true;
    boolean wasFiring = before instanceof AlertState.Firing;
    if (wasFiring == after instanceof AlertState.Firing) {
      return;
    }
    List<BurnSample> samples = new ArrayList<>();
    for (int window : watch.plan().windows()) {
      samples.add(sample(window));
    }
    long startsAt = ((AlertState.Firing) (wasFiring ? before : after)).startsAt();
    emissions.add(
        new Transition(
            key,
            alert,
            watch.plan().policy().severity(),
            wasFiring ? Change.RESOLVED : Change.FIRING,
            tick,
            startsAt,
            new Evidence(samples, budget().remaining(), incomplete)));
  }

  private BurnSample sample(int window) {
    LookbackWindow lookback = plan.windows().get(window);
    double rate = BurnRate.of(windows.lookback(window), plan.slo().target(), age());
    return new BurnSample(lookback, rate);
  }

  private SeriesHead head() {
    Map<String, AlertState> states = new HashMap<>();
    for (PolicyWatch watch : watches) {
      String name = watch.plan().policy().name();
      putUnlessInactive(states, name, watch.state());
      putUnlessInactive(states, name + AlertPolicy.NO_DATA_SUFFIX, watch.noDataState());
    }
    return new SeriesHead(birth, windows.lastSecond(), states, tierWatch.state());
  }

  long age() {
    return windows.ageSince(birth);
  }

  private ErrorBudget budget() {
    return ErrorBudget.of(windows.budget(), plan.slo().target(), windows.budgetAge(birth));
  }

  /** The current period and, where the series was there, the last one. */
  private List<PeriodView> periods() {
    List<PeriodView> periods = new ArrayList<>();
    windows
        .period()
        .map(period -> new PeriodView(period, windows.budget().wholeCounts(), budget()))
        .ifPresent(periods::add);
    windows
        .lastPeriod(birth)
        .map(
            last ->
                new PeriodView(
                    last.period(), last.counts(), ErrorBudget.of(last, plan.slo().target())))
        .ifPresent(periods::add);
    return periods;
  }

  private static AlertView alertView(String alert, String severity, AlertState state) {
    if (state instanceof AlertState.Pending pending) {
      return new AlertView(alert, severity, Standing.PENDING, pending.since());
    }
    if (state instanceof AlertState.Firing firing) {
      return new AlertView(alert, severity, Standing.FIRING, firing.startsAt());
    }
    return new AlertView(alert, severity, Standing.INACTIVE, 0);
  }

  private static void putUnlessInactive(
      Map<String, AlertState> states, String name, AlertState state) {
    if (state != AlertState.INACTIVE) {
      states.put(name, state);
    }
  }
}
