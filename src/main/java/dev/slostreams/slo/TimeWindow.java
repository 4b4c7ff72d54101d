package dev.slostreams.slo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** The SLO's period, over which its error budget is counted (semantics.md §2, §7). */
public sealed interface TimeWindow {

  /** Its length in seconds, for a calendar-aligned window the nominal one. */
  long nominalSeconds();

  /** As people write it: {@code 30d}. */
  String label();

  /**
   * Covers {@code ⌊(t − seconds)/60⌋·60 ≤ timestamp < t} at tick {@code t}.
   *
   * @param seconds its length, at least 60
   */
  record Rolling(long seconds) implements TimeWindow {

    public Rolling {
      if (seconds < 60) {
        throw new IllegalArgumentException(
            "timeWindow.duration: must be at least 1m, but was " + seconds + " s");
      }
    }

    @Override
    public long nominalSeconds() {
      return seconds;
    }

    @Override
    public String label() {
      return new LookbackWindow(seconds).label();
    }
  }

  /**
   * Covers {@code [start of the current period, t)} at tick {@code t}. Periods are counted from
   * {@code startTime} in both directions, each in one step: one month after 31 January is the last
   * day of February, two months after it is 31 March.
   *
   * <p>A period that would begin where clocks are put forward begins that much later; one that
   * would begin where they are put back begins at the first of the two times.
   *
   * @param count how many units a period has, from 1 to ten years
   * @param startTime where some period begins, a whole minute
   * @param zone whose clocks and calendar count
   */
  record CalendarAligned(int count, CalendarUnit unit, LocalDateTime startTime, ZoneId zone)
      implements TimeWindow {

    /** The longest period, nominally: ten years. */
    public static final long LONGEST_SECONDS = 10 * CalendarUnit.YEAR.nominalSeconds();

    public CalendarAligned {
      if (count < 1 || count * unit.nominalSeconds() > LONGEST_SECONDS) {
        throw new IllegalArgumentException(
            "timeWindow.duration: must be from 1 unit to ten years, but was "
                + count
                + unit.symbol());
      }
      if (startTime.getSecond() != 0 || startTime.getNano() != 0) {
        throw new IllegalArgumentException(
            "timeWindow.calendar.startTime: must be a whole minute, but was " + startTime);
      }
    }

    /** The period that holds this second. */
    public CalendarPeriod periodAt(long second) {
      LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(second), zone);
      long index = Math.floorDiv(unit.between(startTime, local), (long) count);
      while (startOf(index) > second) {
        index--;
      }
      while (startOf(index + 1) <= second) {
        index++;
      }
      return new CalendarPeriod(startOf(index), startOf(index + 1));
    }

    /** The period before this one. */
    public CalendarPeriod before(CalendarPeriod period) {
      return periodAt(period.from() - 1);
    }

    @Override
    public long nominalSeconds() {
      return count * unit.nominalSeconds();
    }

    @Override
    public String label() {
      return count + String.valueOf(unit.symbol());
    }

    private long startOf(long index) {
      return unit.after(startTime, index * count).atZone(zone).toEpochSecond();
    }
  }
}
