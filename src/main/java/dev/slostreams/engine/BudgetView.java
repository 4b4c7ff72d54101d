package dev.slostreams.engine;

import dev.slostreams.budget.ErrorBudget;
import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.window.Counts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the budget of a series stands at a tick.
 *
 * @param counts good and total over the time window
 * @param budget consumed and remaining
 * @param periods of a calendar-aligned time window the current period and, where the series was
 *     there before, the last one; empty for a rolling one
 * @param tier in which tier it is
 * @param excluded what was taken out of the time window, by exclusion
 */
public record BudgetView(
    Counts counts,
    ErrorBudget budget,
    List<PeriodView> periods,
    TierView tier,
    Map<String, Counts> excluded) {

  public BudgetView {
    periods = List.copyOf(periods);
    excluded = java.util.Collections.unmodifiableMap(new TreeMap<>(excluded));
  }

  /** With nothing excluded. */
  public BudgetView(Counts counts, ErrorBudget budget, List<PeriodView> periods, TierView tier) {
    this(counts, budget, periods, tier, Map.of());
  }

  /** What a period came to; the current one up to the tick. */
  public record PeriodView(CalendarPeriod period, Counts counts, ErrorBudget budget) {}
}
