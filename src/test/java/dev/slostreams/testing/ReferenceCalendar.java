package dev.slostreams.testing;

import dev.slostreams.slo.TimeWindow.CalendarAligned;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The periods of a calendar by walking from one to the next, with the clock's rules spelt out. */
public final class ReferenceCalendar {

  private final CalendarAligned calendar;
  private final TreeMap<Long, long[]> known = new TreeMap<>();

  public ReferenceCalendar(CalendarAligned calendar) {
    this.calendar = calendar;
  }

  /** {@code {from, to}} of the period that holds this second. */
  public long[] period(long second) {
    Map.Entry<Long, long[]> before = known.floorEntry(second);
    if (before == null || before.getValue()[1] <= second) {
      long[] found = find(second);
      known.put(found[0], found);
      return found;
    }
    return before.getValue();
  }

  private long[] find(long second) {
    int index = 0;
    while (start(index) > second) {
      index--;
    }
    while (start(index + 1) <= second) {
      index++;
    }
    return new long[] {start(index), start(index + 1)};
  }

  private long start(int index) {
    LocalDateTime first = calendar.startTime();
    int units = index * calendar.count();
    LocalDate date =
        switch (calendar.unit()) {
          case DAY -> first.toLocalDate().plusDays(units);
          case WEEK -> first.toLocalDate().plusDays(7L * units);
          case MONTH -> monthsLater(first.toLocalDate(), units);
          case QUARTER -> monthsLater(first.toLocalDate(), 3 * units);
          case YEAR -> monthsLater(first.toLocalDate(), 12 * units);
        };
    return second(date.atTime(first.toLocalTime()), calendar.zone());
  }

  /** The same day of a later month, or the last day of that month. */
  private static LocalDate monthsLater(LocalDate date, int months) {
    int month = date.getYear() * 12 + date.getMonthValue() - 1 + months;
    YearMonth later = YearMonth.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1);
    return later.atDay(Math.min(date.getDayOfMonth(), later.lengthOfMonth()));
  }

  /** The first second at which clocks show this; in a gap, as they would had they not moved. */
  private static long second(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.isEmpty()
        ? local.toEpochSecond(zone.getRules().getTransition(local).getOffsetBefore())
        : offsets.stream().mapToLong(local::toEpochSecond).min().orElseThrow();
  }
}
