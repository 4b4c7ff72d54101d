package dev.slostreams.budget;

import dev.slostreams.slo.Target;
import dev.slostreams.window.LastPeriod;
import dev.slostreams.window.UnitCounts;

/**
 * The state of an error budget at a tick (semantics.md §7).
 *
 * @param consumed share of the whole time window's budget that is spent, at the traffic seen so
 *     far; 0 where nothing was counted, above 1 when overspent
 * @param remaining {@code 1 − consumed}; negative when overspent
 */
public record ErrorBudget(double consumed, double remaining) {

  /** A budget of which nothing is spent. */
  public static final ErrorBudget UNTOUCHED = new ErrorBudget(0, 1);

  /**
   * {@code consumed = bad / ((1 − target) · total) · min(age, T)/T}: the burn rate over the time
   * window.
   *
   * @param age of the series in the unit of the window's length, at least 0; of a calendar-aligned
   *     window at most the time since its period began
   */
  public static ErrorBudget of(UnitCounts timeWindow, Target target, long age) {
    double consumed = BurnRate.of(timeWindow, target, age);
    return new ErrorBudget(consumed, 1 - consumed);
  }

  /** The same over a period that has ended, as of its end. */
  public static ErrorBudget of(LastPeriod period, Target target) {
    if (period.badShare() == 0) {
      return UNTOUCHED;
    }
    double youth = (double) period.age() / period.length();
    double consumed = period.badShare() / target.budgetShare().doubleValue() * youth;
    return new ErrorBudget(consumed, 1 - consumed);
  }
}
