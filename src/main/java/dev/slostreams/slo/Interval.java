package dev.slostreams.slo;

/**
 * A stretch of time, {@code [from, to)}.
 *
 * @param from epoch second
 * @param to epoch second, after from
 */
public record Interval(long from, long to) {

  public Interval {
    if (from >= to) {
      throw new IllegalArgumentException(
          "interval: to must be after from, but was " + to + " after " + from);
    }
  }

  public boolean covers(long second) {
    return from <= second && second < to;
  }

  /** Whether its edges that lie before this second are whole minutes. */
  public boolean isOfWholeMinutesBefore(long second) {
    return isWholeMinuteOrFrom(from, second) && isWholeMinuteOrFrom(to, second);
  }

  private static boolean isWholeMinuteOrFrom(long edge, long second) {
    return edge >= second || Math.floorMod(edge, 60L) == 0;
  }
}
