package dev.slostreams.window;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;

/**
 * Where a window begins: a fixed length before the tick, or with the current period of a calendar.
 *
 * <p>Owned by one {@link WindowCounts}; not thread-safe, because a calendar's is remembered.
 */
interface WindowStart {

  /** The first second of the window at this tick. */
  long at(long tick);

  /** Length of the window at the tick that was asked for last, in seconds. */
  long lengthSeconds();

  /** Whether it moves from period to period only. */
  boolean isOfPeriod();

  static WindowStart of(TimeWindow timeWindow) {
    return timeWindow instanceof CalendarAligned calendar
        ? new OfPeriod(calendar)
        : new Fixed(timeWindow.nominalSeconds());
  }

  /** A window that slides. */
  record Fixed(long lengthSeconds) implements WindowStart {

    @Override
    public long at(long tick) {
      return tick - lengthSeconds;
    }

    @Override
    public boolean isOfPeriod() {
      return false;
    }
  }

  /** A window that grows from the start of the period and begins anew with the next. */
  final class OfPeriod implements WindowStart {

    private final CalendarAligned calendar;
    private CalendarPeriod period;

    OfPeriod(CalendarAligned calendar) {
      this.calendar = calendar;
      this.period = calendar.periodAt(0);
    }

    @Override
    public long at(long tick) {
      if (!period.contains(tick)) {
        period = calendar.periodAt(tick);
      }
      return period.from();
    }

    @Override
    public long lengthSeconds() {
      return period.lengthSeconds();
    }

    @Override
    public boolean isOfPeriod() {
      return true;
    }
  }
}
