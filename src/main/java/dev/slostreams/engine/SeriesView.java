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

/**
 * How one series stands at a tick: the immutable picture for readers on any thread.
 *
 * @param slo its definition
 * @param key which series
 * @param tick the tick as of which everything here is
 * @param counts good and total over the time window, in the units of the SLO
 * @param budget consumed and remaining
 * @param burnRates over every lookback window of the SLO's policies
 * @param alerts every alert of the series, firing or not
 */
public record SeriesView(
    Slo slo,
    SeriesKey key,
    long tick,
    Counts counts,
    ErrorBudget budget,
    List<BurnSample> burnRates,
    List<AlertView> alerts) {

  public SeriesView {
    burnRates = List.copyOf(burnRates);
    alerts = List.copyOf(alerts);
  }

  /**
   * Good units: events, slices, or the sum of the ratios of slices, of which a billionth is counted
   * as one.
   */
  public BigDecimal good() {
    return BigDecimal.valueOf(counts.good()).divide(BigDecimal.valueOf(unit()));
  }

  /** All units: events, or slices. */
  public long total() {
    return counts.total() / unit();
  }

  private long unit() {
    boolean ratios = slo.period().budgetingMethod() instanceof BudgetingMethod.RatioTimeslices;
    return ratios ? SliceJudge.BILLION : 1;
  }

  /** The same standing, said of another tick. */
  public SeriesView at(long otherTick) {
    return new SeriesView(slo, key, otherTick, counts, budget, burnRates, alerts);
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
