package dev.slostreams.engine;

import dev.slostreams.alert.BurnSample;
import dev.slostreams.budget.ErrorBudget;
import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.window.Counts;
import dev.slostreams.window.SliceJudge;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * How one series stands at a tick: the immutable picture for readers on any thread.
 *
 * @param slo its definition
 * @param key which series
 * @param tick the tick as of which everything here is
 * @param budgetView how its budget stands, in the units of the SLO
 * @param burnRates over every lookback window of the SLO's policies
 * @param alerts every alert of the series, firing or not
 */
public record SeriesView(
    Slo slo,
    SeriesKey key,
    long tick,
    BudgetView budgetView,
    List<BurnSample> burnRates,
    List<AlertView> alerts) {

  public SeriesView {
    burnRates = List.copyOf(burnRates);
    alerts = List.copyOf(alerts);
  }

  /** Good and total over the time window. */
  public Counts counts() {
    return budgetView.counts();
  }

  /** Consumed and remaining. */
  public ErrorBudget budget() {
    return budgetView.budget();
  }

  /** Good units over the time window, as {@link #good(Counts)} says them. */
  public BigDecimal good() {
    return good(counts());
  }

  /** All units over the time window: events, or slices. */
  public long total() {
    return total(counts());
  }

  /**
   * Good units: events, slices, or the sum of the ratios of slices, of which a billionth is counted
   * as one.
   */
  public BigDecimal good(Counts counts) {
    return BigDecimal.valueOf(counts.good()).divide(BigDecimal.valueOf(unit()));
  }

  /** All units: events, or slices. */
  public long total(Counts counts) {
    return counts.total() / unit();
  }

  private long unit() {
    boolean ratios = slo.period().budgetingMethod() instanceof BudgetingMethod.RatioTimeslices;
    return ratios ? SliceJudge.BILLION : 1;
  }

  /** What exclusions took out of the time window, by exclusion. */
  public Map<String, Counts> excluded() {
    return budgetView.excluded();
  }

  /** The same standing, said of another tick. */
  public SeriesView at(long otherTick) {
    return new SeriesView(slo, key, otherTick, budgetView, burnRates, alerts);
  }

  /** State of an alert, for readers. */
  public enum Standing {
    INACTIVE,
    PENDING,
    FIRING;

    /** {@code inactive}, {@code pending} or {@code firing}. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One alert of the series.
   *
   * @param since tick since which it is pending or firing; 0 while inactive
   */
  public record AlertView(String alert, String severity, Standing standing, long since) {}
}
