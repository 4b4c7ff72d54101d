package dev.slostreams.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.testing.Slos;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SeriesCountersTest {

  private static final long NOON = 1_767_268_800; // 2026-01-01T12:00:00Z, a whole minute
  private static final int SECONDS = 0; // 10 min of 1 s steps
  private static final int TENS = 1; // 2 h of 10 s steps
  private static final int MINUTES = 2; // 3 h of 60 s steps

  private final SeriesCounters counters =
      new SeriesCounters(
          List.of(
              new LookbackWindow(600), new LookbackWindow(7_200), new LookbackWindow(3 * 3_600)),
          new TimeWindow.Rolling(Slos.DAY));

  @Test
  void secondEntersAtTheTickAfterIt() {
    counters.add(NOON, new Counts(1, 3));
    counters.start(NOON);

    counters.moveTo(NOON);
    BigInteger before = counters.lookback(SECONDS).scaledTotal();
    counters.moveTo(NOON + 1);
    BigInteger after = counters.lookback(SECONDS).scaledTotal();

    assertThat(List.of(before, after)).isEqualTo(scaled(0, 3));
    assertThat(counters.lookback(SECONDS).scaledBad()).isEqualTo(2);
    assertThat(counters.budget().wholeCounts()).isEqualTo(new Counts(1, 3));
  }

  @Test
  void secondLeavesTheWindowOfSecondsOneTickAfterItsLength() {
    counters.add(NOON, new Counts(1, 3));
    counters.start(NOON);

    List<BigInteger> totals = totals(SECONDS, NOON + 600, NOON + 601);

    assertThat(totals).isEqualTo(scaled(3, 0));
  }

  @Test
  void tenSecondsLeaveByTenths() {
    counters.add(NOON + 9, new Counts(0, 1));
    counters.start(NOON);

    List<BigInteger> totals = totals(TENS, NOON + 7_200, NOON + 7_201, NOON + 7_209, NOON + 7_210);

    // whole while t - W is at the bucket's start; then a tenth less each second, whatever second of
    // the bucket the event is in
    assertThat(totals).isEqualTo(scaled(10, 9, 1, 0));
  }

  @Test
  void minuteLeavesBySixtieths() {
    counters.add(NOON + 30, new Counts(0, 1));
    counters.start(NOON);
    long last = NOON + 3 * 3_600;

    List<BigInteger> totals = totals(MINUTES, last, last + 1, last + 59, last + 60);

    assertThat(totals).isEqualTo(scaled(60, 59, 1, 0));
  }

  @Test
  void timeWindowTakesTheOldestMinuteWhole() {
    counters.add(NOON + 30, new Counts(0, 1));
    counters.start(NOON);

    counters.moveTo(NOON + Slos.DAY + 59);
    Counts before = counters.budget().wholeCounts();
    counters.moveTo(NOON + Slos.DAY + 60);
    Counts after = counters.budget().wholeCounts();

    assertThat(List.of(before, after)).isEqualTo(List.of(new Counts(0, 1), Counts.ZERO));
  }

  @Test
  void timeWindowOf366DaysHoldsAMinuteForAllOfThem() {
    SeriesCounters year = new SeriesCounters(List.of(), new TimeWindow.Rolling(366 * Slos.DAY));
    year.add(NOON + 59, new Counts(1, 3));
    year.start(NOON);

    year.moveTo(NOON + 366 * Slos.DAY + 59);
    Counts before = year.budget().wholeCounts();
    year.moveTo(NOON + 366 * Slos.DAY + 60);
    Counts after = year.budget().wholeCounts();

    assertThat(List.of(before, after)).containsExactly(new Counts(1, 3), Counts.ZERO);
  }

  @Test
  void lateEventCountsWhereItIsStillCovered() {
    counters.start(NOON);
    long tick = NOON + 12 * Slos.HOUR;
    counters.moveTo(tick);

    counters.add(tick - 600, new Counts(0, 1));
    counters.add(tick - 601, new Counts(0, 10));
    counters.add(tick - 7_200, new Counts(0, 100));
    counters.add(tick - 7_201, new Counts(0, 1_000));
    counters.add(tick - 3 * 3_600, new Counts(0, 10_000));
    counters.add(tick - 3 * 3_600 - 1, new Counts(0, 100_000));

    counters.checkInvariants();
    // tick is at the start of a bucket of every step, so the oldest buckets are whole
    assertThat(counters.lookback(SECONDS).scaledTotal()).isEqualTo(1);
    assertThat(counters.lookback(TENS).scaledTotal()).isEqualTo(10 * 111);
    assertThat(counters.lookback(MINUTES).scaledTotal()).isEqualTo(60 * 11_111);
    assertThat(counters.budget().wholeCounts()).isEqualTo(new Counts(0, 111_111));
  }

  @Test
  void lateEventStaysCountedAsTimeGoesOn() {
    counters.start(NOON);
    counters.moveTo(NOON + 1_000);
    counters.add(NOON + 500, new Counts(0, 1));

    List<BigInteger> totals = totals(SECONDS, NOON + 1_001, NOON + 1_100, NOON + 1_101);

    assertThat(totals).isEqualTo(scaled(1, 1, 0));
    counters.checkInvariants();
  }

  @Test
  void pagesNoWindowCanReachAreToldGoneOnce() {
    counters.add(NOON, new Counts(1, 1));
    counters.start(NOON);
    counters.moveTo(NOON + 1);
    List<String> first = drained();

    counters.moveTo(NOON + 2 * Slos.DAY);
    List<String> gone = drained();

    // NOON is a whole hour: page numbers are NOON / 60, / 600, / 3600
    assertThat(first).containsExactly("1 " + NOON / 60, "10 " + NOON / 600, "60 " + NOON / 3_600);
    assertThat(gone)
        .containsExactly(
            "1 " + NOON / 60 + " gone",
            "10 " + NOON / 600 + " gone",
            "60 " + NOON / 3_600 + " gone");
    assertThat(drained()).isEmpty();
  }

  @Test
  void restoredPagesGiveTheSameSums() {
    counters.add(NOON, new Counts(1, 2));
    counters.add(NOON + 700, new Counts(3, 7));
    counters.start(NOON);
    counters.moveTo(NOON + 1_000);
    SeriesCounters restored =
        new SeriesCounters(
            List.of(new LookbackWindow(600), new LookbackWindow(7_200), new LookbackWindow(10_800)),
            new TimeWindow.Rolling(Slos.DAY));

    counters.drainChanges(
        (stepSeconds, number, bytes) -> {
          if (bytes != null) {
            restored.restore(stepSeconds, number, bytes);
          }
        });
    restored.resume(NOON + 1_000, NOON, NOON + 700);

    assertThat(restored.lookback(SECONDS).wholeCounts()).isEqualTo(new Counts(3, 7));
    assertThat(restored.lookback(TENS).wholeCounts()).isEqualTo(new Counts(4, 9));
    assertThat(restored.budget().wholeCounts()).isEqualTo(new Counts(4, 9));
    assertThat(restored.emptyAt(SECONDS)).isEqualTo(NOON + 700 + 601);
  }

  @Test
  @Timeout(60)
  void jumpOverAgesCostsItsChangesNotItsLength() {
    long muchLater = NOON + (1L << 45);
    counters.add(NOON, new Counts(0, 1));
    counters.add(muchLater, new Counts(0, 1));
    counters.start(NOON);

    counters.moveTo(muchLater + 1);

    counters.checkInvariants();
    assertThat(counters.lookback(SECONDS).scaledTotal()).isEqualTo(1);
    assertThat(counters.budget().wholeCounts()).isEqualTo(new Counts(0, 1));
  }

  @Test
  void nextChangeIsTheTickAtWhichSomethingLeaves() {
    counters.add(NOON, new Counts(0, 1));
    counters.start(NOON);
    counters.moveTo(NOON + 1);

    long change = counters.nextChange(NOON + 5_000);
    counters.moveTo(NOON + 601);
    long next = counters.nextChange(NOON + 50_000);

    assertThat(change).isEqualTo(NOON + 601);
    assertThat(next).isEqualTo(NOON + 7_201);
  }

  private List<BigInteger> totals(int window, long... ticks) {
    List<BigInteger> totals = new ArrayList<>();
    for (long tick : ticks) {
      counters.moveTo(tick);
      totals.add(counters.lookback(window).scaledTotal());
    }
    return totals;
  }

  private List<String> drained() {
    List<String> told = new ArrayList<>();
    counters.drainChanges(
        (step, number, bytes) -> told.add(step + " " + number + (bytes == null ? " gone" : "")));
    return told;
  }

  private static List<BigInteger> scaled(long... values) {
    return java.util.Arrays.stream(values).mapToObj(BigInteger::valueOf).toList();
  }
}
