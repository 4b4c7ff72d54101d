package dev.slostreams.budget;

import dev.slostreams.slo.Target;
import dev.slostreams.window.WindowCounts;

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
   * @param ageSeconds tick minus birth, above 0
   */
  public static ErrorBudget of(WindowCounts timeWindow, Target target, long ageSeconds) {
    double consumed = BurnRate.of(timeWindow, target, ageSeconds);
    return new ErrorBudget(consumed, 1 - consumed);
  }
}
