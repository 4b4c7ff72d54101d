package dev.slostreams.engine;

import dev.slostreams.budget.ErrorBudget;
import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.window.Counts;
import java.util.List;

/**
 * How the budget of a series stands at a tick.
 *
 * @param counts good and total over the time window
 * @param budget consumed and remaining
 * @param periods of a calendar-aligned time window the current period and, where the series was
 *     there before, the last one; empty for a rolling one
 * @param tier in which tier it is
 */
public record BudgetView(
    Counts counts, ErrorBudget budget, List<PeriodView> periods, TierView tier) {

  public BudgetView {
    periods = List.copyOf(periods);
  }

  /** What a period came to; the current one up to the tick. */
  public record PeriodView(CalendarPeriod period, Counts counts, ErrorBudget budget) {}
}
