package dev.slostreams.window;

import java.math.BigInteger;

/**
 * The counters: how many units, how many of them good, and the sum of their values where the
 * indicator adds values.
 *
 * @param good at most total
 * @param total at least 0
 * @param sum in millionths; 0 where no values are added
 */
public record Counts(long good, long total, BigInteger sum) {

  public static final Counts ZERO = new Counts(0, 0);

  public Counts {
    if (good < 0 || good > total) {
      throw new IllegalArgumentException(
          "counts: good must be between 0 and total, but was " + good + " of " + total);
    }
  }

  /** Without a sum. */
  public Counts(long good, long total) {
    this(good, total, BigInteger.ZERO);
  }

  public long bad() {
    return total - good;
  }

  public Counts plus(Counts more) {
    return new Counts(good + more.good, total + more.total, sum.add(more.sum));
  }
}
