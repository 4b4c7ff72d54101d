package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.slo.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules are examples of RFC 5545 §3.8.5.3 with the dates that stand there. */
class RecurrenceTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final long HOUR = 3_600;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1997-09-02 | FREQ=DAILY;COUNT=10 | 1997-09-02 09-03 09-04 09-05 09-06 09-07 09-08 09-09 09-10 09-11
          1997-09-02 | FREQ=DAILY;INTERVAL=10;COUNT=5 | 1997-09-02 09-12 09-22 10-02 10-12
          1997-09-02 | FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH | 1997-09-02 09-04 09-09 09-11
          1997-09-01 | FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR | 1997-09-01 09-03 09-05 09-15 09-17 09-19 09-29 10-01 10-03 10-13 10-15 10-17 10-27 10-29 10-31 11-10 11-12 11-14 11-24 11-26 11-28 12-08 12-10 12-12 12-22
          1997-09-05 | FREQ=MONTHLY;COUNT=10;BYDAY=1FR | 1997-09-05 10-03 11-07 12-05 1998-01-02 02-06 03-06 04-03 05-01 06-05
          1997-09-28 | FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=6 | 1997-09-28 10-29 11-28 12-29 1998-01-29 02-26
          1997-09-29 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=7 | 1997-09-29 10-30 11-27 12-30 1998-01-29 02-26 03-30
          1996-11-05 | FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3 | 1996-11-05 2000-11-07 2004-11-02
          1997-05-12 | FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3 | 1997-05-12 1998-05-11 1999-05-17
          1997-08-05 | FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO | 1997-08-05 08-10 08-19 08-24
          1997-08-05 | FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU | 1997-08-05 08-17 08-19 08-31
          2007-01-15 | FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5 | 2007-01-15 01-30 02-15 03-15 03-30
          """)
  void intervalsBeginWhereTheRfcSaysSo(String start, String rule, String dates) {
    Recurrence recurrence =
        new Recurrence(LocalDate.parse(start).atTime(9, 0), HOUR, rule, NEW_YORK);

    List<Interval> intervals = recurrence.within(Long.MIN_VALUE / 2, Long.MAX_VALUE);

    assertThat(intervals).allMatch(interval -> interval.to() - interval.from() == HOUR);
    assertThat(intervals).extracting(interval -> local(interval.from())).isEqualTo(days(dates));
    assertThat(recurrence.firstOccurrence()).contains(LocalDate.parse(start).atTime(9, 0));
  }

  @Test
  void untilIsAnInstantAndTheClocksGoBackInBetween() {
    Recurrence daily =
        new Recurrence(
            LocalDateTime.parse("1997-09-02T09:00"),
            HOUR,
            "FREQ=DAILY;UNTIL=19971224T000000Z",
            NEW_YORK);

    List<Interval> intervals = daily.within(Long.MIN_VALUE / 2, Long.MAX_VALUE);

    assertThat(intervals).hasSize(29 + 31 + 30 + 23);
    assertThat(intervals.get(intervals.size() - 1).from())
        .isEqualTo(second("1997-12-23T14:00:00Z")); // 9:00 EST
    assertThat(intervals.get(0).from()).isEqualTo(second("1997-09-02T13:00:00Z")); // 9:00 EDT
  }

  @Test
  void timeThatTheClocksSkipIsTakenWithTheOffsetBefore() {
    Recurrence nightly =
        new Recurrence(
            LocalDateTime.parse("2027-03-13T02:30"), HOUR, "FREQ=DAILY;COUNT=3", NEW_YORK);

    assertThat(nightly.within(0, Long.MAX_VALUE))
        .extracting(Interval::from)
        .containsExactly(
            second("2027-03-13T07:30:00Z"), // 2:30 EST
            second("2027-03-14T07:30:00Z"), // 3:30 EDT, there is no 2:30
            second("2027-03-15T06:30:00Z")); // 2:30 EDT
  }

  @Test
  void ofATimeThatComesTwiceTheFirstIsMeantAndDurationIsExact() {
    Recurrence nightly =
        new Recurrence(
            LocalDateTime.parse("2026-11-01T01:30"), 2 * HOUR, "FREQ=DAILY;COUNT=1", NEW_YORK);

    assertThat(nightly.within(0, Long.MAX_VALUE))
        .containsExactly(
            new Interval(second("2026-11-01T05:30:00Z"), second("2026-11-01T07:30:00Z")));
  }

  @Test
  void localTimesThatChangeTheirOrderInAGapAreAllThere() {
    Recurrence nightly =
        new Recurrence(
            LocalDateTime.parse("2027-03-14T02:30"),
            1_200,
            "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30;COUNT=4",
            NEW_YORK);

    // 2:30 is 3:30 EDT and 3:00, 3:30 are themselves; then 2:00 EDT of the next day
    assertThat(nightly.within(0, Long.MAX_VALUE))
        .containsExactly(
            new Interval(second("2027-03-14T07:00:00Z"), second("2027-03-14T07:20:00Z")),
            new Interval(second("2027-03-14T07:30:00Z"), second("2027-03-14T07:50:00Z")),
            new Interval(second("2027-03-15T06:00:00Z"), second("2027-03-15T06:20:00Z")));
  }

  @Test
  void halfHourChangeOfLordHoweIsFollowed() {
    Recurrence daily =
        new Recurrence(
            LocalDateTime.parse("2026-10-03T12:00"),
            HOUR,
            "FREQ=DAILY;COUNT=2",
            ZoneId.of("Australia/Lord_Howe"));

    assertThat(daily.within(0, Long.MAX_VALUE))
        .extracting(Interval::from)
        .containsExactly(second("2026-10-03T01:30:00Z"), second("2026-10-04T01:00:00Z"));
  }

  @Test
  void whatTwoIntervalsShareBelongsToTheFirst() {
    Recurrence long36 =
        new Recurrence(
            LocalDateTime.parse("2026-01-01T00:00"),
            36 * HOUR,
            "FREQ=DAILY;COUNT=3",
            ZoneId.of("UTC"));

    assertThat(long36.within(0, Long.MAX_VALUE))
        .containsExactly(
            new Interval(second("2026-01-01T00:00:00Z"), second("2026-01-02T12:00:00Z")),
            new Interval(second("2026-01-02T12:00:00Z"), second("2026-01-03T12:00:00Z")),
            new Interval(second("2026-01-03T12:00:00Z"), second("2026-01-04T12:00:00Z")));
  }

  @Test
  void intervalIsFoundInAnyOrderOfAsking() {
    Recurrence weekly =
        new Recurrence(
            LocalDateTime.parse("2026-01-04T02:00"),
            2 * HOUR,
            "FREQ=WEEKLY;BYDAY=SU",
            ZoneId.of("Europe/Warsaw"));
    long begin = second("2026-07-05T00:00:00Z"); // 2:00 CEST

    assertThat(weekly.covers(begin + 2 * HOUR - 1)).isTrue();
    assertThat(weekly.covers(begin + 2 * HOUR)).isFalse();
    assertThat(weekly.covers(begin)).isTrue();
    assertThat(weekly.covers(begin - 1)).isFalse();
    assertThat(weekly.firstEndingAfter(0).orElseThrow().from())
        .isEqualTo(second("2026-01-04T01:00:00Z"));
    assertThat(weekly.firstEndingAfter(second("2300-01-01T00:00:00Z"))).isEqualTo(Optional.empty());
  }

  @Test
  void ruleThatGivesNoDateEnds() {
    Recurrence never =
        new Recurrence(
            LocalDateTime.parse("2026-01-01T00:00"),
            HOUR,
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            ZoneId.of("UTC"));

    assertThat(never.firstEndingAfter(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=HOURLY",
        "FREQ=SECONDLY",
        "weekly",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;X=1"
      })
  void ruleThatIsNotReadIsRefused(String rule) {
    LocalDateTime start = LocalDateTime.parse("2026-01-01T00:00");

    assertThatThrownBy(() -> new Recurrence(start, HOUR, rule, NEW_YORK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> days(String dates) {
    List<String> days = new ArrayList<>();
    String year = "";
    for (String date : dates.split(" ")) {
      year = date.length() > 5 ? date.substring(0, 5) : year;
      days.add((date.length() > 5 ? date : year + date) + "T09:00");
    }
    return days;
  }

  private static String local(long second) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(second), NEW_YORK).toString();
  }

  private static long second(String instant) {
    return Instant.parse(instant).getEpochSecond();
  }
}
