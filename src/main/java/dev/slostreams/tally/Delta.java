package dev.slostreams.tally;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.window.Counts;
import java.math.BigInteger;

/**
 * What one batch adds to one series in one second. Without a total, the source of the series was
 * seen in that second; only series that are born by their source are told so.
 *
 * @param second epoch second of the events
 * @param good units, at most total
 * @param total units, at least 0
 * @param sum of the events' values in millionths, where the indicator adds values; otherwise 0
 * @param events how many events these are; 0 where the source was seen
 * @param labels the exclusions whose predicate holds for these events
 */
public record Delta(
    SeriesKey series,
    long second,
    long good,
    long total,
    BigInteger sum,
    long events,
    Cover labels) {

  /** Without labels. */
  public Delta(SeriesKey series, long second, long good, long total, BigInteger sum, long events) {
    this(series, second, good, total, sum, events, Cover.NONE);
  }

  /** Without a sum. */
  public Delta(SeriesKey series, long second, long good, long total, long events) {
    this(series, second, good, total, BigInteger.ZERO, events, Cover.NONE);
  }

  public Delta withSum(BigInteger other) {
    return new Delta(series, second, good, total, other, events, labels);
  }

  public Delta withLabels(Cover other) {
    return new Delta(series, second, good, total, sum, events, other);
  }

  /** The counters of the second. */
  public Counts counts() {
    return new Counts(good, total, sum);
  }

  /** The source was seen. */
  static Delta seen(SeriesKey series, long second) {
    return new Delta(series, second, 0, 0, 0);
  }
}
