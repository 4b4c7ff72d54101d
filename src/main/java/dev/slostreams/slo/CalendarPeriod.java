package dev.slostreams.slo;

/**
 * One period of a calendar-aligned time window.
 *
 * @param from its first second, epoch seconds
 * @param to the first second of the next period, epoch seconds, after from
 */
public record CalendarPeriod(long from, long to) {

  public CalendarPeriod {
    if (from >= to) {
      throw new IllegalArgumentException(
          "calendar period: must end after it begins, but was [" + from + ", " + to + ")");
    }
  }

  public boolean contains(long second) {
    return second >= from && second < to;
  }

  public long lengthSeconds() {
    return to - from;
  }
}
