package dev.slostreams.window;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.TimeWindow.CalendarAligned;

/**
 * The periods of a calendar in time slices: to a period belong the slices that lie wholly in it.
 *
 * <p>Owned by one {@link SlicedCounters}; not thread-safe.
 */
final class SlicePeriods {

  private final CalendarAligned calendar;
  private final long sliceSeconds;
  private CalendarPeriod current;
  private CalendarPeriod last;

  SlicePeriods(CalendarAligned calendar, long sliceSeconds) {
    this.calendar = calendar;
    this.sliceSeconds = sliceSeconds;
    this.current = calendar.periodAt(0);
    this.last = calendar.before(current);
  }

  /** Goes on to this tick; whether another period is current now. */
  boolean moveTo(long tick) {
    if (current.contains(tick)) {
      return false;
    }
    current = calendar.periodAt(tick);
    last = calendar.before(current);
    return true;
  }

  CalendarPeriod current() {
    return current;
  }

  CalendarPeriod last() {
    return last;
  }

  /** The first slice of a period. */
  long first(CalendarPeriod period) {
    return -Math.floorDiv(-period.from(), sliceSeconds);
  }

  /** The slice after the last one of a period; not before its first. */
  long end(CalendarPeriod period) {
    return Math.max(first(period), Math.floorDiv(period.to(), sliceSeconds));
  }

  /** How many slices a period has. */
  long length(CalendarPeriod period) {
    return end(period) - first(period);
  }
}
