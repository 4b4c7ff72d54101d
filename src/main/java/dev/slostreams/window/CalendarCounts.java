package dev.slostreams.window;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import java.util.Optional;

/**
 * Which period of a calendar-aligned time window the tick is in, and what the period before it came
 * to.
 *
 * <p>Owned by one {@link SeriesCounters}; not thread-safe. A turn of the period costs one pass over
 * the minutes of the period that ended; everything else costs O(1).
 */
final class CalendarCounts {

  private final CalendarAligned calendar;
  private final Tier minutes;
  private CalendarPeriod current;
  private CalendarPeriod last;
  private long lastBad;
  private long lastTotal;

  CalendarCounts(CalendarAligned calendar, Tier minutes) {
    this.calendar = calendar;
    this.minutes = minutes;
    rebuild(0);
  }

  /** The period that the tick is in. */
  CalendarPeriod current() {
    return current;
  }

  /** The first second that is still reported. */
  long firstKept() {
    return last.from();
  }

  /** The period before it; empty where the series was not born then. */
  Optional<LastPeriod> last(long birth) {
    if (birth >= last.to()) {
      return Optional.empty();
    }
    long age = Math.min(last.to() - birth, last.lengthSeconds());
    Counts counts = new Counts(lastTotal - lastBad, lastTotal);
    return Optional.of(new LastPeriod(last, counts, age, last.lengthSeconds()));
  }

  /** Counts a late event where it belongs to the last period; the tier has it already. */
  void add(long second, long bad, long total) {
    if (last.contains(second)) {
      lastBad += bad;
      lastTotal += total;
    }
  }

  /** Goes on to this tick; everything before it has entered the tier. */
  void moveTo(long tick) {
    if (!current.contains(tick)) {
      rebuild(tick);
    }
  }

  /** Sums the tier anew. */
  void rebuild(long tick) {
    current = calendar.periodAt(tick);
    last = calendar.before(current);
    Tier.Sum held = minutes.sum(last.from(), last.to());
    lastBad = held.bad();
    lastTotal = held.total();
  }
}
