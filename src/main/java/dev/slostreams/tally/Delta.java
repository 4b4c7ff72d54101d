package dev.slostreams.tally;

import dev.slostreams.window.Counts;
import java.math.BigInteger;

/**
 * What one batch adds to a series in one second. Without a total, the source of the series was seen
 * in that second; only series that are born by their source are told so.
 *
 * @param second epoch second of the events
 * @param good units, at most total
 * @param total units, at least 0
 * @param sum of the events' values in millionths, where the indicator adds values; otherwise 0
 * @param events how many events these are; 0 where the source was seen
 */
public record Delta(long second, long good, long total, BigInteger sum, long events) {

  /** Without a sum. */
  public Delta(long second, long good, long total, long events) {
    this(second, good, total, BigInteger.ZERO, events);
  }

  public Delta withSum(BigInteger other) {
    return new Delta(second, good, total, other, events);
  }

  /** The counters of the second. */
  public Counts counts() {
    return new Counts(good, total, sum);
  }

  /** The source was seen. */
  static Delta seen(long second) {
    return new Delta(second, 0, 0, 0);
  }
}
