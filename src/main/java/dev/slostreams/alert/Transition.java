package dev.slostreams.alert;

import dev.slostreams.slo.SeriesKey;
import java.util.Comparator;
import java.util.List;

/**
 * A change of one alert of one series, emitted exactly once.
 *
 * @param series whose alert
 * @param alert its name: the policy's, or {@code <policy>-no-data}
 * @param severity the policy's
 * @param change what happened
 * @param at the tick at which it happened
 * @param startsAt the tick at which the alert began to fire
 * @param evidence what was seen at that tick
 */
public record Transition(
    SeriesKey series,
    String alert,
    String severity,
    Change change,
    long at,
    long startsAt,
    Evidence evidence) {

  /** In order of tick, then SLO, series and policy. */
  public static final Comparator<Transition> ORDER =
      Comparator.comparingLong(Transition::at)
          .thenComparing(Transition::series)
          .thenComparing(Transition::alert);

  /** What can happen to an alert. */
  public enum Change {
    FIRING,
    RESOLVED;

    /** {@code firing} or {@code resolved}. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What was seen at the tick.
   *
   * @param burnRates over the policy's windows, in the order of its conditions
   * @param remaining share of the error budget that remains
   * @param incomplete whether a partition was missing
   */
  public record Evidence(List<BurnSample> burnRates, double remaining, boolean incomplete) {

    public Evidence {
      burnRates = List.copyOf(burnRates);
    }
  }
}
