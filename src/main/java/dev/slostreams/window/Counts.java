package dev.slostreams.window;

/**
 * The two counters: how many units, and how many of them good.
 *
 * @param good at most total
 * @param total at least 0
 */
public record Counts(long good, long total) {

  public static final Counts ZERO = new Counts(0, 0);

  public Counts {
    if (good < 0 || good > total) {
      throw new IllegalArgumentException(
          "counts: good must be between 0 and total, but was " + good + " of " + total);
    }
  }

  public long bad() {
    return total - good;
  }
}
