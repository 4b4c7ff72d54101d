package dev.slostreams.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.slo.TimeWindow.CalendarAligned;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which period of a calendar holds a second; expected times by hand from the zones' rules. */
class CalendarAlignedTest {

  @ParameterizedTest
  @CsvSource({
    // duration, start, zone, a second, first second of its period, first second of the next
    "1M, 2026-01-01T00:00, UTC, 2026-02-28T23:59:59Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
    "1M, 2026-01-01T00:00, UTC, 2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z",
    "1Q, 2024-01-01T00:00, UTC, 2026-05-20T12:00:00Z, 2026-04-01T00:00:00Z, 2026-07-01T00:00:00Z",
    "1Y, 2020-02-29T00:00, UTC, 2027-06-01T00:00:00Z, 2027-02-28T00:00:00Z, 2028-02-29T00:00:00Z",
    "1w, 2026-01-05T00:00, UTC, 2026-01-18T23:59:59Z, 2026-01-12T00:00:00Z, 2026-01-19T00:00:00Z",
    "2w, 2026-01-05T00:00, UTC, 2026-01-18T23:59:59Z, 2026-01-05T00:00:00Z, 2026-01-19T00:00:00Z",
    "28d, 2026-01-01T00:00, UTC, 2026-02-01T00:00:00Z, 2026-01-29T00:00:00Z, 2026-02-26T00:00:00Z",
  })
  void periodsAreCountedFromTheStart(
      String duration, String start, String zone, String second, String from, String to) {
    assertThat(window(duration, start, zone).periodAt(second(second))).isEqualTo(period(from, to));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T00:00:00Z, 2025-12-31T00:00:00Z, 2026-01-31T00:00:00Z",
    "2026-02-15T00:00:00Z, 2026-01-31T00:00:00Z, 2026-02-28T00:00:00Z",
    "2026-03-15T00:00:00Z, 2026-02-28T00:00:00Z, 2026-03-31T00:00:00Z",
    "2026-04-29T00:00:00Z, 2026-03-31T00:00:00Z, 2026-04-30T00:00:00Z",
    "2028-02-15T00:00:00Z, 2028-01-31T00:00:00Z, 2028-02-29T00:00:00Z",
  })
  void monthsFromTheThirtyFirstEndWithTheirLastDay(String second, String from, String to) {
    CalendarAligned months = window("1M", "2026-01-31T00:00", "UTC");

    assertThat(months.periodAt(second(second))).isEqualTo(period(from, to));
  }

  @ParameterizedTest
  @CsvSource({
    // a local day around each change of the clocks in 2026
    "Europe/Warsaw, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 82800",
    "Europe/Warsaw, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 90000",
    "America/New_York, 2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z, 82800",
    "America/New_York, 2026-11-01T12:00:00Z, 2026-11-01T04:00:00Z, 90000",
    "Australia/Lord_Howe, 2026-04-05T12:00:00Z, 2026-04-04T13:00:00Z, 88200",
    "Australia/Lord_Howe, 2026-10-04T12:00:00Z, 2026-10-03T13:30:00Z, 84600",
  })
  void localDaysAreAsLongAsTheClocksMakeThem(
      String zone, String second, String from, long lengthSeconds) {
    CalendarPeriod day = window("1d", "2026-01-01T00:00", zone).periodAt(second(second));

    assertThat(day.from()).isEqualTo(second(from));
    assertThat(day.lengthSeconds()).isEqualTo(lengthSeconds);
  }

  @Test
  void startThatClocksSkipIsLaterByWhatTheySkip() {
    CalendarAligned days = window("1d", "2026-01-01T02:30", "Europe/Warsaw");

    // on 29 March clocks go from 02:00 to 03:00, so this day begins at 03:30 summer time
    assertThat(days.periodAt(second("2026-03-29T12:00:00Z")))
        .isEqualTo(period("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"));
  }

  @Test
  void startThatClocksShowTwiceIsTheFirst() {
    CalendarAligned days = window("1d", "2026-01-01T02:30", "Europe/Warsaw");

    // on 25 October 02:30 is 00:30 UTC in summer time, then 01:30 UTC
    assertThat(days.periodAt(second("2026-10-25T12:00:00Z")))
        .isEqualTo(period("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"));
  }

  @Test
  void dayThatAZoneLeftOutHasNoPeriod() {
    CalendarAligned days = window("1d", "2011-01-01T00:00", "Pacific/Apia");

    // Samoa went from 29 to 31 December 2011
    CalendarPeriod last = days.periodAt(second("2011-12-30T09:59:59Z"));
    assertThat(last).isEqualTo(period("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"));
    assertThat(days.periodAt(last.to()))
        .isEqualTo(period("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"));
  }

  @Test
  void periodsReachBackBeforeTheStart() {
    CalendarAligned quarters = window("1Q", "2030-01-01T00:00", "UTC");

    assertThat(quarters.periodAt(second("2026-11-25T00:00:00Z")))
        .isEqualTo(period("2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"1w, 604800", "1M, 2592000", "1Q, 7776000", "1Y, 31536000", "90d, 7776000"})
  void nominalLengthIsThatOfTheContract(String duration, long seconds) {
    assertThat(window(duration, "2026-01-01T00:00", "UTC").nominalSeconds()).isEqualTo(seconds);
  }

  @Test
  void startMustBeAWholeMinute() {
    assertThatThrownBy(() -> window("1M", "2026-01-01T00:00:01", "UTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "timeWindow.calendar.startTime: must be a whole minute, but was 2026-01-01T00:00:01");
  }

  @Test
  void periodMustNotBeLongerThanTenYears() {
    assertThatThrownBy(() -> window("11Y", "2026-01-01T00:00", "UTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeWindow.duration: must be from 1 unit to ten years, but was 11Y");
  }

  private static CalendarAligned window(String duration, String start, String zone) {
    int unit = duration.length() - 1;
    return new CalendarAligned(
        Integer.parseInt(duration.substring(0, unit)),
        CalendarUnit.of(duration.charAt(unit)).orElseThrow(),
        LocalDateTime.parse(start),
        ZoneId.of(zone));
  }

  private static CalendarPeriod period(String from, String to) {
    return new CalendarPeriod(second(from), second(to));
  }

  private static long second(String time) {
    return Instant.parse(time).getEpochSecond();
  }
}
