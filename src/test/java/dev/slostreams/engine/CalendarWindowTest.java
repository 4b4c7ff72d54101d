package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slostreams.engine.BudgetView.PeriodView;
import dev.slostreams.slo.CalendarUnit;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A budget over calendar months in Warsaw; March 2026 has 31 days less an hour there. */
class CalendarWindowTest {

  private static final Slo SLO =
      Slos.withTarget(
          Slos.withTimeWindow(
              Slos.availability(),
              new CalendarAligned(
                  1,
                  CalendarUnit.MONTH,
                  LocalDateTime.of(2026, 1, 1, 0, 0),
                  ZoneId.of("Europe/Warsaw"))),
          "0.9");
  private static final SeriesKey KEY = SeriesKey.of(SLO.id());

  private static final long MARCH = second("2026-02-28T23:00:00Z");
  private static final long APRIL = second("2026-03-31T22:00:00Z");
  private static final long MAY = second("2026-04-30T22:00:00Z");
  private static final double MARCH_SECONDS = 31 * 86_400 - 3_600;

  private final Ledger ledger = new Ledger(List.of(SLO), 1);

  @Test
  void consumedGrowsWithThePeriod() {
    ledger.record(KEY, MARCH - Slos.DAY, new Counts(1, 1));
    ledger.advanceTo(MARCH, false);
    ledger.record(KEY, MARCH, new Counts(19, 20));

    ledger.advanceTo(MARCH + 10 * Slos.DAY, false);

    // a bad share of 0.05 spends half the budget of the part that has passed
    SeriesView view = view();
    assertThat(view.counts()).isEqualTo(new Counts(19, 20));
    assertThat(view.budget().consumed())
        .isCloseTo(0.5 * 10 * Slos.DAY / MARCH_SECONDS, within(1e-12));
  }

  @Test
  void seriesBornInThePeriodHasSpentItsOwnShare() {
    ledger.record(KEY, MARCH + Slos.DAY, new Counts(19, 20));

    ledger.advanceTo(MARCH + 10 * Slos.DAY, false);

    assertThat(view().budget().consumed())
        .isCloseTo(0.5 * 9 * Slos.DAY / MARCH_SECONDS, within(1e-12));
  }

  @Test
  void budgetBeginsAnewWithThePeriodAndTheLastOneIsKept() {
    ledger.record(KEY, MARCH - 1, new Counts(1, 1));
    ledger.record(KEY, APRIL - 1, new Counts(19, 20));

    ledger.advanceTo(APRIL, false);

    SeriesView view = view();
    assertThat(view.counts()).isEqualTo(Counts.ZERO);
    assertThat(view.budget().remaining()).isEqualTo(1);
    assertThat(periods(view))
        .containsExactly(APRIL + " to " + MAY + " 0/0", MARCH + " to " + APRIL + " 19/20");
    assertThat(view.budgetView().periods().get(1).budget().consumed())
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void eventOfTheTurnsSecondBelongsToTheNewPeriod() {
    ledger.record(KEY, APRIL - 1, new Counts(1, 1));
    ledger.record(KEY, APRIL, new Counts(0, 1));

    ledger.advanceTo(APRIL + 1, false);

    assertThat(periods(view()))
        .containsExactly(APRIL + " to " + MAY + " 0/1", MARCH + " to " + APRIL + " 1/1");
  }

  @Test
  void seriesWithoutALastPeriodShowsNone() {
    ledger.record(KEY, APRIL, new Counts(1, 1));

    ledger.advanceTo(APRIL + 1, false);

    assertThat(periods(view())).containsExactly(APRIL + " to " + MAY + " 1/1");
  }

  @Test
  void lateEventOfThePeriodThatEndedIsExpiredWithoutALongerWindow() {
    ledger.record(KEY, APRIL - 1, new Counts(1, 1));
    ledger.advanceTo(APRIL, false);

    assertThat(ledger.record(KEY, APRIL - 2, new Counts(0, 1))).isEqualTo(Ledger.Recorded.EXPIRED);
    assertThat(ledger.record(KEY, APRIL, new Counts(0, 1))).isEqualTo(Ledger.Recorded.IN_TIME);
  }

  @Test
  void lateEventThatALookbackWindowCoversIsReportedInItsPeriod() {
    Slo alerted = Slos.with(SLO, Slos.policy("page", "page", Slos.burn("5", Slos.HOUR)));
    Ledger withPolicy = new Ledger(List.of(alerted), 1);
    withPolicy.record(KEY, APRIL - 1, new Counts(1, 1));
    withPolicy.advanceTo(APRIL, false);

    withPolicy.record(KEY, APRIL - 2, new Counts(0, 1));
    withPolicy.advanceTo(APRIL + 1, false);

    assertThat(periods(withPolicy.series().get(0).view()))
        .containsExactly(APRIL + " to " + MAY + " 0/0", MARCH + " to " + APRIL + " 1/2");
  }

  @Test
  void seriesIsForgottenAfterAWholeSilentPeriodAndADay() {
    ledger.record(KEY, MARCH, new Counts(1, 1));

    ledger.advanceTo(MAY + Slos.DAY - 1, false);
    List<SeriesEngine> before = ledger.series();
    ledger.advanceTo(MAY + Slos.DAY, false);

    assertThat(before).hasSize(1);
    assertThat(ledger.series()).isEmpty();
  }

  private SeriesView view() {
    return ledger.series().get(0).view();
  }

  private static List<String> periods(SeriesView view) {
    return view.budgetView().periods().stream().map(CalendarWindowTest::text).toList();
  }

  private static String text(PeriodView view) {
    return "%d to %d %d/%d"
        .formatted(
            view.period().from(), view.period().to(), view.counts().good(), view.counts().total());
  }

  private static long second(String time) {
    return Instant.parse(time).getEpochSecond();
  }
}
