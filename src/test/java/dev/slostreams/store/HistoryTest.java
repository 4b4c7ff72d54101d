package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slostreams.engine.History;
import dev.slostreams.engine.History.Point;
import dev.slostreams.engine.HistoryRange;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.testing.Slos;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.window.Counts;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A service with one request a second, and what is told of its past. */
class HistoryTest {

  private static final long START = 1_767_225_600; // 2026-01-01T00:00:00Z
  private static final long HOUR = 3_600;
  private static final Slo SLO =
      Slos.with(
          Slos.withTarget(Slos.availability(), "0.999"),
          Slos.policy("page", "page", Slos.burn("14.4", HOUR), Slos.burn("14.4", 300)));

  private final KeyValueStore<Bytes, byte[]> bytes =
      Stores.inMemoryKeyValueStore("series-store").get();

  /** Ten bad minutes in the fourth hour: they are seen there, and stay spent. */
  @Test
  void tellsWhatEachStepCountedAndWhatWasLeftAfterIt() {
    SeriesView now = play(SLO, 6 * HOUR + 30, second -> second >= 3 * HOUR && second < 11_400);

    List<Point.Known> points = known(SLO, START, now.tick(), HOUR);

    assertThat(points)
        .extracting(Point::at)
        .containsExactly(at(1), at(2), at(3), at(4), at(5), at(6), now.tick());
    assertThat(points)
        .extracting(point -> point.units().total())
        .containsExactly(HOUR, HOUR, HOUR, HOUR, HOUR, HOUR, 30L);
    assertThat(points)
        .extracting(point -> point.units().bad())
        .containsExactly(0L, 0L, 0L, 600L, 0L, 0L, 0L);
    // one request a second: bad / (0.001 · total) · age / 30 d = bad / 2,592
    assertThat(points.get(2).view().budget().consumed()).isZero();
    assertThat(points.get(3).view().budget().consumed()).isCloseTo(600 / 2_592.0, within(1e-12));
    assertThat(points.get(5).view().budget().consumed()).isCloseTo(600 / 2_592.0, within(1e-12));
    assertThat(points.get(3).view().burnRates().get(0).rate()).isCloseTo(1_000 / 6.0, within(1e-9));
    assertThat(points.get(4).view().burnRates().get(0).rate()).isZero();
  }

  @Test
  void lastPointIsThePresent() {
    SeriesView now = play(SLO, 5 * HOUR + 1_234, second -> second % 700 == 0);

    List<Point.Known> points = known(SLO, START, now.tick(), 600);

    SeriesView last = points.get(points.size() - 1).view();
    assertThat(last.counts()).isEqualTo(now.counts());
    assertThat(last.budget()).isEqualTo(now.budget());
    assertThat(last.burnRates()).isEqualTo(now.burnRates());
    assertThat(points.stream().mapToLong(point -> point.units().total()).sum())
        .isEqualTo(now.counts().total());
    assertThat(points.stream().mapToLong(point -> point.units().bad()).sum())
        .isEqualTo(now.counts().bad());
  }

  /** The time window is an hour: of what was before it nothing is kept. */
  @Test
  void saysNothingOfWhatIsNotKept() {
    Slo slo = Slos.withTimeWindow(SLO, HOUR);
    SeriesView now = play(slo, 5 * HOUR, second -> second % 10 == 0);

    List<Point> points = history(slo, START, now.tick(), 600).points();

    assertThat(points).hasSize(30);
    assertThat(points.subList(0, 24)).allMatch(point -> point instanceof Point.NotKnown);
    assertThat(points.subList(24, 30)).allMatch(point -> point instanceof Point.Known);
    assertThat(points.subList(24, 30))
        .map(point -> ((Point.Known) point).view().burnRates().size())
        .containsExactly(1, 1, 1, 1, 1, 2); // five minutes from the first on, an hour at the end
    // a tenth is bad, a hundred times the budget; what lies before the window counts as clean
    assertThat(((Point.Known) points.get(26)).view().budget().consumed())
        .isCloseTo(100 / 2.0, within(1e-9));
    assertThat(((Point.Known) points.get(29)).view().budget()).isEqualTo(now.budget());
  }

  /** The last ten minutes by the second, from the seconds that are kept for two hours. */
  @Test
  void recentPastIsKnownByTheSecond() {
    SeriesView now = play(SLO, 4 * HOUR, second -> second == 4 * HOUR - 100);

    List<Point.Known> points = known(SLO, now.tick() - 600, now.tick(), 1);

    assertThat(points).hasSize(600);
    assertThat(points.stream().filter(point -> point.units().bad() == 1).toList())
        .extracting(Point::at)
        .containsExactly(now.tick() - 99);
  }

  @Test
  void slicesAreCountedWhereTheyEnd() {
    Slo slo = SlicedSlos.timeslices(SLO, 60, "0.95");
    SeriesView now = play(slo, 3 * HOUR + 90, second -> second >= 1_800 && second < 1_920);

    List<Point.Known> points = known(slo, START, now.tick(), 1_800);

    assertThat(points)
        .extracting(point -> point.units().total())
        .containsExactly(30L, 30L, 30L, 30L, 30L, 30L, 1L);
    assertThat(points)
        .extracting(point -> point.units().bad())
        .containsExactly(0L, 2L, 0L, 0L, 0L, 0L, 0L);
  }

  @Test
  void stepsAreWholeMinutesAndSlicesWhereCountersAre() {
    long tick = START + 10 * HOUR;

    assertThat(HistoryRange.of(SLO, tick, tick - HOUR, tick, 7).stepSeconds()).isEqualTo(7);
    assertThat(HistoryRange.of(SLO, tick, tick - 5 * HOUR, tick, 7).stepSeconds()).isEqualTo(60);
    assertThat(HistoryRange.of(SLO, tick, tick - HOUR, tick, 61).stepSeconds()).isEqualTo(120);
    Slo sliced = SlicedSlos.timeslices(SLO, 45, "0.95");
    assertThat(HistoryRange.of(sliced, tick, tick - HOUR, tick, 7).stepSeconds()).isEqualTo(45);
    assertThat(HistoryRange.of(sliced, tick, tick - 5 * HOUR, tick, 7).stepSeconds())
        .isEqualTo(180);
  }

  @Test
  void defaultStepGivesAtMostFiveHundredPoints() {
    assertThat(HistoryRange.defaultStep(0, HOUR)).isEqualTo(60);
    assertThat(HistoryRange.defaultStep(0, 30 * Slos.DAY)).isEqualTo(2 * HOUR);
    assertThat(HistoryRange.defaultStep(0, 365 * Slos.DAY)).isEqualTo(Slos.DAY);
  }

  private static long at(long hour) {
    return START + hour * HOUR;
  }

  /** One request in each of these seconds, and the present after them. */
  private SeriesView play(Slo slo, long seconds, LongPredicate isBad) {
    Ledger ledger = new Ledger(List.of(slo), 10);
    LedgerStore store = new LedgerStore(bytes);
    Watermarks watermarks = new Watermarks(List.of("requests-0"), 60_000, 0);
    store.load(ledger, watermarks, List.of(slo));
    SeriesKey key = SeriesKey.of(slo.id());
    for (long second = 0; second < seconds; second++) {
      ledger.record(key, START + second, new Counts(isBad.test(second) ? 0 : 1, 1));
      ledger.advanceTo(START + second + 1, false);
    }
    store.save(ledger, watermarks);
    return ledger.find(key).view();
  }

  private List<Point.Known> known(Slo slo, long from, long to, long step) {
    return history(slo, from, to, step).points().stream().map(Point.Known.class::cast).toList();
  }

  private History history(Slo slo, long from, long to, long step) {
    SeriesKey key = SeriesKey.of(slo.id());
    return History.of(
        slo,
        key,
        new LedgerReader(bytes).past(slo, key, Exclusions.NONE).orElseThrow(),
        new HistoryRange(from, to, step));
  }
}
