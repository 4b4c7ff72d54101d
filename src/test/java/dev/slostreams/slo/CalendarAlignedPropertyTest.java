package dev.slostreams.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.TimeWindow.CalendarAligned;
import dev.slostreams.testing.ReferenceCalendar;
import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Laws of calendar periods, in every zone there is. */
class CalendarAlignedPropertyTest {

  private static final long YEAR_2000 = 946_684_800;
  private static final long YEAR_2200 = 7_258_118_400L;
  private static final String[] ZONES =
      ZoneId.getAvailableZoneIds().stream().sorted().toArray(String[]::new);

  @Property(tries = 500)
  void periodsTileTime(
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll CalendarUnit unit,
      @ForAll @LongRange(min = 0, max = 105_000_000) long startMinute,
      @ForAll @IntRange(max = 400) int zone,
      @ForAll @LongRange(min = YEAR_2000, max = YEAR_2200) long second) {
    CalendarAligned window = window(count, unit, startMinute, zone);

    CalendarPeriod period = window.periodAt(second);

    assertThat(period.contains(second)).isTrue();
    assertThat(window.periodAt(period.from())).isEqualTo(period);
    assertThat(window.periodAt(period.to() - 1)).isEqualTo(period);
    assertThat(window.periodAt(period.to()).from()).isEqualTo(period.to());
    assertThat(window.before(period).to()).isEqualTo(period.from());
  }

  @Property(tries = 300)
  void periodIsTheOneFoundByWalking(
      @ForAll @IntRange(min = 1, max = 5) int count,
      @ForAll CalendarUnit unit,
      @ForAll @LongRange(min = 27_000_000, max = 32_000_000) long startMinute,
      @ForAll @IntRange(max = 400) int zone,
      @ForAll @LongRange(min = 1_600_000_000, max = 1_900_000_000) long second) {
    CalendarAligned window = window(count, unit, startMinute, zone);

    long[] expected = new ReferenceCalendar(window).period(second);

    assertThat(window.periodAt(second)).isEqualTo(new CalendarPeriod(expected[0], expected[1]));
  }

  private static CalendarAligned window(int count, CalendarUnit unit, long startMinute, int zone) {
    int most = (int) (CalendarAligned.LONGEST_SECONDS / unit.nominalSeconds());
    LocalDateTime start = LocalDateTime.of(1970, 1, 1, 0, 0).plusMinutes(startMinute);
    return new CalendarAligned(
        Math.min(count, most), unit, start, ZoneId.of(ZONES[zone % ZONES.length]));
  }
}
