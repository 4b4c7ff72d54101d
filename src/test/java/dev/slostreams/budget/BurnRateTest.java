package dev.slostreams.budget;

import static dev.slostreams.budget.CountedWindows.lookback;
import static dev.slostreams.testing.Slos.DAY;
import static dev.slostreams.testing.Slos.HOUR;
import static dev.slostreams.testing.Slos.burn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Target;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.window.Counts;
import dev.slostreams.window.SeriesCounters;
import dev.slostreams.window.WindowCounts;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Burn rates by the closed forms of the SRE Workbook, ch. 5, and exactly at the line. */
class BurnRateTest {

  private static final Target THREE_NINES = Target.of("0.999");
  private static final long OLD = 30 * DAY;

  /* A total outage of d seconds at a constant rate burns d / 3600 / 0.001 over the hour: more than
   * 14.4 once d > 0.0144 · 3600 = 51.84 (SRE Workbook, ch. 5: 2 % of 30 days in one hour). */
  @ParameterizedTest
  @CsvSource({"0, 52", "0.9, 519", "0.985, 3457"})
  void outageCrossesTheLineOfPageFastAtItsClosedForm(String shareGood, int firstTick) {
    double errors = 1 - Double.parseDouble(shareGood);
    long bad = Math.round(errors * 1_000);
    SeriesCounters counters =
        new SeriesCounters(List.of(new LookbackWindow(HOUR)), new TimeWindow.Rolling(OLD));
    counters.start(0);
    for (long second = 0; second < 2 * HOUR + 5; second++) {
      counters.add(second, new Counts(1_000, 1_000));
    }
    long outage = 2 * HOUR + 5; // not at the beginning of a bucket of ten seconds
    counters.moveTo(outage);
    BurnRate line = new BurnRate(burn("14.4", HOUR), THREE_NINES, HOUR);

    int ticks = 0;
    while (!line.holds(counters.lookback(0), OLD)) {
      counters.add(outage + ticks, new Counts(1_000 - bad, 1_000));
      ticks++;
      counters.moveTo(outage + ticks);
    }

    assertThat(ticks).isEqualTo(firstTick);
  }

  @Test
  void outageFromBirthCrossesTheLineAsEarlyAsInAnOldSeries() {
    BurnRate line = new BurnRate(burn("14.4", HOUR), THREE_NINES, HOUR);

    boolean at51 = line.holds(lookback(HOUR, 51, 51), 51);
    boolean at52 = line.holds(lookback(HOUR, 52, 52), 52);

    assertThat(List.of(at51, at52)).containsExactly(false, true);
  }

  @Test
  void oneFailureAmongTheFirstHundredRequestsPagesNobody() {
    WindowCounts counts = lookback(HOUR, 1, 100);

    boolean young = new BurnRate(burn("14.4", HOUR), THREE_NINES, HOUR).holds(counts, 100);
    double shown = BurnRate.of(counts, THREE_NINES, 100);

    assertThat(young).isFalse();
    assertThat(shown).isEqualTo(0.01 / 0.001 * 100 / 3_600, within(1e-12));
  }

  @Test
  void ageAboveTheWindowIsTheWindow() {
    WindowCounts counts = lookback(HOUR, 144, 10_000);

    double shown = BurnRate.of(counts, THREE_NINES, OLD);

    assertThat(shown).isEqualTo(14.4, within(1e-12));
  }

  /* 0.0144 / 0.001 is 14.4 on paper and 14.399999999999999 in doubles. */
  @ParameterizedTest
  @CsvSource({"143, LT LTE", "144, LTE GTE", "145, GT GTE"})
  void lineIsExact(long bad, String expected) {
    WindowCounts counts = lookback(HOUR, bad, 10_000);

    String holding = holding("14.4", HOUR, THREE_NINES, counts, OLD);

    assertThat(holding).isEqualTo(expected);
  }

  /* Beside 2^57 of 2^58, one more or less is 2^-57 of it: no double sees it. */
  @ParameterizedTest
  @ValueSource(longs = {60, HOUR, 3 * DAY})
  void lineIsExactForCountsThatNoDoubleHolds(long window) {
    long total = 1L << 58;
    Target half = Target.of("0.5");

    List<String> holding =
        List.of(
            holding("1", window, half, lookback(window, total / 2 - 1, total), OLD),
            holding("1", window, half, lookback(window, total / 2, total), OLD),
            holding("1", window, half, lookback(window, total / 2 + 1, total), OLD));

    assertThat(holding).containsExactly("LT LTE", "LTE GTE", "GT GTE");
  }

  @Test
  void lineIsExactForAThresholdThatNoDoubleHolds() {
    String threshold = "0." + "3".repeat(400); // just below a third

    String holding = holding(threshold, HOUR, Target.of("0"), lookback(HOUR, 1, 3), OLD);

    assertThat(holding).isEqualTo("GT GTE");
  }

  @Test
  void nothingPromisedBurnsOneAtMost() {
    Target nothing = Target.of("0");

    String holding = holding("1", HOUR, nothing, lookback(HOUR, 7, 7), OLD);

    assertThat(holding).isEqualTo("LTE GTE");
  }

  @Test
  void thresholdOfZeroIsReachedWithoutErrorAndPassedWithOne() {
    List<String> holding =
        List.of(
            holding("0", HOUR, THREE_NINES, lookback(HOUR, 0, 1_000_000), OLD),
            holding("0", HOUR, THREE_NINES, lookback(HOUR, 1, 1_000_000), OLD));

    assertThat(holding).containsExactly("LTE GTE", "GT GTE");
  }

  @Test
  void emptyWindowBurnsNothing() {
    WindowCounts empty = lookback(HOUR, 0, 0);

    List<String> holding =
        List.of(
            holding("0", HOUR, THREE_NINES, empty, OLD),
            holding("1", HOUR, THREE_NINES, empty, OLD));

    assertThat(holding).containsExactly("LTE GTE", "LT LTE");
    assertThat(BurnRate.of(empty, THREE_NINES, OLD)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"GT, 0, true", "GT, 1, true", "GTE, 1, true"})
  @CsvSource({"GTE, 0, false", "LT, 1, false", "LTE, 0, false", "LTE, 1, false"})
  void comparisonThatNothingBadCanMeetNeedsBad(Op op, String threshold, boolean expected) {
    BurnRate line = new BurnRate(burn(op, threshold, HOUR), THREE_NINES, HOUR);

    boolean needsBad = line.needsBad();

    assertThat(needsBad).isEqualTo(expected);
  }

  /** The comparisons that hold between the burn rate and the threshold. */
  private static String holding(
      String threshold, long window, Target target, WindowCounts counts, long age) {
    List<String> ops =
        Arrays.stream(Op.values())
            .filter(
                op -> new BurnRate(burn(op, threshold, window), target, window).holds(counts, age))
            .map(Op::name)
            .toList();
    return String.join(" ", ops);
  }
}
