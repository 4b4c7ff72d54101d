package dev.slostreams.engine;

import dev.slostreams.alert.AlertState;
import dev.slostreams.budget.BurnRate;
import dev.slostreams.engine.SloPlan.PolicyPlan;
import dev.slostreams.slo.AlertPolicy.Guards;
import dev.slostreams.window.SeriesCounters;
import dev.slostreams.window.WindowCounts;

/**
 * One policy watching one series: its verdict at a tick, and the states of its alert and of its
 * no-data alert (semantics.md §6).
 *
 * <p>Owned by one {@link SeriesEngine}; not thread-safe.
 */
final class PolicyWatch {

  private static final Guards NO_DATA_GUARDS = new Guards(0, 0, 0);

  private final PolicyPlan plan;
  private final SeriesCounters counters;
  private final WindowCounts shortest;
  private final WindowCounts longest;
  private AlertState state = AlertState.INACTIVE;
  private AlertState noDataState = AlertState.INACTIVE;

  PolicyWatch(PolicyPlan plan, SeriesCounters counters) {
    this.plan = plan;
    this.counters = counters;
    this.shortest = counters.lookback(plan.shortest());
    this.longest = counters.lookback(plan.longest());
  }

  PolicyPlan plan() {
    return plan;
  }

  AlertState state() {
    return state;
  }

  AlertState noDataState() {
    return noDataState;
  }

  /** Takes up states as they were stored. */
  void restore(AlertState stored, AlertState storedNoData) {
    state = stored;
    noDataState = plan.policy().notification().whenNoData() ? storedNoData : AlertState.INACTIVE;
  }

  boolean isFiring() {
    return state instanceof AlertState.Firing || noDataState instanceof AlertState.Firing;
  }

  /** Judges the policy at the counters' tick; while a partition is missing, what fires goes on. */
  void judge(long tick, long ageSeconds, boolean incomplete) {
    boolean holds = verdict(ageSeconds) || (incomplete && state instanceof AlertState.Firing);
    state = state.next(holds, tick, plan.policy().guards());
    if (plan.policy().notification().whenNoData()) {
      boolean noData = incomplete ? noDataState.held() : isWithoutData(ageSeconds);
      noDataState = noDataState.next(noData, tick, NO_DATA_GUARDS);
    }
  }

  /**
   * A tick after {@code tick}, at most {@code to}, before which neither state can change.
   *
   * @param waitingBad first second with something bad that has not entered yet
   */
  long nextDue(long tick, long ageSeconds, long to, long waitingBad) {
    long due = Math.min(to, state.nextDue(plan.policy().guards()));
    if (plan.policy().notification().whenNoData()) {
      due = Math.min(due, nextNoDataChange(tick, ageSeconds, to));
    }
    if (due <= tick + 1) {
      return due;
    }
    if (!state.held() && plan.needsBad() && hasWindowWithoutBad()) {
      return waitingBad == SeriesCounters.NONE ? due : Math.min(due, waitingBad + 1);
    }
    if (shortest.isEmpty() && !longest.isEmpty()) {
      long silenceEnds = Math.min(nextEntry(to), counters.emptyAt(longest));
      return Math.min(due, Math.max(silenceEnds, tick + 1));
    }
    if (isGrowing(ageSeconds)) {
      return tick + 1;
    }
    return Math.min(due, counters.nextChange(to));
  }

  private boolean verdict(long ageSeconds) {
    if (shortest.isEmpty() && !longest.isEmpty()) {
      return state.held();
    }
    return conditionsHold(ageSeconds) && hasMinEvents();
  }

  private boolean conditionsHold(long ageSeconds) {
    BurnRate[] conditions = plan.conditions();
    for (int i = 0; i < conditions.length; i++) {
      if (!conditions[i].holds(counters.lookback(plan.windows()[i]), ageSeconds)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasMinEvents() {
    long minEvents = plan.policy().guards().minEvents();
    return minEvents == 0 || longest.isAtLeast(minEvents);
  }

  private boolean isWithoutData(long ageSeconds) {
    return ageSeconds >= shortest.lengthSeconds() && shortest.isEmpty();
  }

  private boolean hasWindowWithoutBad() {
    for (int window : plan.windows()) {
      if (counters.lookback(window).isAllGood()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the age alone changes a burn rate from tick to tick. */
  private boolean isGrowing(long ageSeconds) {
    for (int window : plan.windows()) {
      WindowCounts counts = counters.lookback(window);
      if (ageSeconds < counts.lengthSeconds() && !counts.isAllGood()) {
        return true;
      }
    }
    return false;
  }

  private long nextNoDataChange(long tick, long ageSeconds, long to) {
    long change = nextEntry(to);
    if (ageSeconds < shortest.lengthSeconds()) {
      change = Math.min(change, tick + shortest.lengthSeconds() - ageSeconds);
    }
    if (!shortest.isEmpty()) {
      change = Math.min(change, Math.max(counters.emptyAt(shortest), tick + 1));
    }
    return change;
  }

  private long nextEntry(long to) {
    long waiting = counters.nextWaiting(to);
    return waiting == SeriesCounters.NONE ? to : waiting + 1;
  }
}
