package dev.slostreams.engine;

import dev.slostreams.slo.SeriesKey;
import java.util.Comparator;

/**
 * Another tier of the budget policy, or another action, of one series; emitted exactly once.
 *
 * @param series whose budget
 * @param from the tier before; the same as now where only the action changed
 * @param now the tier and action from this tick on
 * @param consumed share of the budget that is spent at this tick
 * @param at the tick
 * @param incomplete whether a partition was missing
 */
public record TierChange(
    SeriesKey series, String from, TierView now, double consumed, long at, boolean incomplete) {

  /** In order of tick, then series. */
  public static final Comparator<TierChange> ORDER =
      Comparator.comparingLong(TierChange::at).thenComparing(TierChange::series);
}
