package dev.slostreams.engine;

import dev.slostreams.alert.AlertState;
import dev.slostreams.budget.BurnRate;
import dev.slostreams.engine.SloPlan.PolicyPlan;
import dev.slostreams.slo.AlertPolicy.Guards;
import dev.slostreams.window.SeriesWindows;
import dev.slostreams.window.UnitCounts;

/**
 * One policy watching one series: its verdict at a tick, and the states of its alert and of its
 * no-data alert (semantics.md §6).
 *
 * <p>Owned by one {@link SeriesEngine}; not thread-safe.
 */
final class PolicyWatch {

  private static final Guards NO_DATA_GUARDS = new Guards(0, 0, 0);

  private final PolicyPlan plan;
  private final SeriesWindows windows;
  private final UnitCounts shortest;
  private final UnitCounts longest;
  private AlertState state = AlertState.INACTIVE;
  private AlertState noDataState = AlertState.INACTIVE;

  PolicyWatch(PolicyPlan plan, SeriesWindows windows) {
    this.plan = plan;
    this.windows = windows;
    this.shortest = windows.lookback(plan.shortest());
    this.longest = windows.lookback(plan.longest());
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

  /** Judges the policy at the windows' tick; while a partition is missing, what fires goes on. */
  void judge(long tick, long age, boolean incomplete) {
    boolean holds = verdict(age) || (incomplete && state instanceof AlertState.Firing);
    state = state.next(holds, tick, plan.policy().guards());
    if (plan.policy().notification().whenNoData()) {
      boolean noData = incomplete ? noDataState.held() : isWithoutData(age);
      noDataState = noDataState.next(noData, tick, NO_DATA_GUARDS);
    }
  }

  /**
   * A tick after {@code tick}, at most {@code to}, before which neither state can change.
   *
   * @param nextBad tick before which nothing bad enters a window, or NONE
   */
  long nextDue(long tick, long age, long to, long nextBad) {
    long due = Math.min(to, state.nextDue(plan.policy().guards()));
    if (plan.policy().notification().whenNoData()) {
      due = Math.min(due, nextNoDataChange(tick, age, to));
    }
    if (due <= tick + 1) {
      return due;
    }
    if (!state.held() && plan.needsBad() && hasWindowWithoutBad()) {
      return Math.min(due, nextBad);
    }
    if (shortest.isEmpty() && !longest.isEmpty()) {
      long silenceEnds = Math.min(windows.nextEntry(to), windows.emptyAt(plan.longest()));
      return Math.min(due, Math.max(silenceEnds, tick + 1));
    }
    if (isGrowing(age)) {
      return Math.min(due, windows.tickAfter(1));
    }
    return Math.min(due, windows.nextChange(to));
  }

  private boolean verdict(long age) {
    if (shortest.isEmpty() && !longest.isEmpty()) {
      return state.held();
    }
    return conditionsHold(age) && hasMinEvents();
  }

  private boolean conditionsHold(long age) {
    BurnRate[] conditions = plan.conditions();
    for (int i = 0; i < conditions.length; i++) {
      if (!conditions[i].holds(windows.lookback(plan.windows()[i]), age)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasMinEvents() {
    long minEvents = plan.policy().guards().minEvents();
    return minEvents == 0 || longest.isAtLeast(minEvents);
  }

  private boolean isWithoutData(long age) {
    return age >= shortest.length() && shortest.isEmpty();
  }

  private boolean hasWindowWithoutBad() {
    for (int window : plan.windows()) {
      if (windows.lookback(window).isAllGood()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the age alone changes a burn rate from tick to tick. */
  private boolean isGrowing(long age) {
    for (int window : plan.windows()) {
      UnitCounts counts = windows.lookback(window);
      if (age < counts.length() && !counts.isAllGood()) {
        return true;
      }
    }
    return false;
  }

  private long nextNoDataChange(long tick, long age, long to) {
    long change = windows.nextEntry(to);
    if (age < shortest.length()) {
      change = Math.min(change, windows.tickAfter(shortest.length() - age));
    }
    if (!shortest.isEmpty()) {
      change = Math.min(change, Math.max(windows.emptyAt(plan.shortest()), tick + 1));
    }
    return change;
  }
}
