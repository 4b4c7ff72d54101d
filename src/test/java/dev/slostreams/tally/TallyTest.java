package dev.slostreams.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.testing.Slos;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final List<Slo> SLOS =
      List.of(Slos.availability("plain"), Slos.availability("grouped", "region", "method"));
  private static final SloId PLAIN = SLOS.get(0).id();

  private final Tally tally = new Tally(SLOS);

  /** Series and second. */
  private record Place(SeriesKey series, long second) {}

  /** What a plain map holds for a place. */
  private record Sum(long good, long total, long events) {}

  @Property(tries = 200)
  void tallyIsAPlainMap(@ForAll long seed, @ForAll @IntRange(max = 400) int events) {
    Random random = new Random(seed);
    long[] firstSeconds = {0, 1_767_225_600, -100, Long.MAX_VALUE - 200};
    long first = firstSeconds[random.nextInt(firstSeconds.length)];
    Map<Place, Sum> expected = new HashMap<>();
    String[] reused = new String[2];

    for (int i = 0; i < events; i++) {
      int slo = random.nextInt(2);
      reused[0] = "region-" + random.nextInt(3);
      reused[1] = random.nextBoolean() ? "" : "card";
      long second = first + random.nextInt(200);
      long total = random.nextInt(4);
      long good = random.nextLong(total + 1);
      tally.add(slo, slo == 0 ? new String[0] : reused, second, good, total);
      if (total > 0) {
        SeriesKey series =
            slo == 0
                ? SeriesKey.of(PLAIN)
                : SeriesKey.of(
                    SLOS.get(1).id(), List.of("region", "method"), List.of(reused.clone()));
        expected.merge(
            new Place(series, second),
            new Sum(good, total, 1),
            (a, b) -> new Sum(a.good() + b.good(), a.total() + b.total(), a.events() + b.events()));
      }
    }
    List<SeriesTally> tallies = tally.take();

    Map<Place, Sum> taken = new HashMap<>();
    int deltas = 0;
    for (SeriesTally series : tallies) {
      deltas += series.deltas().size();
      for (Delta d : series.deltas()) {
        taken.put(new Place(series.series(), d.second()), new Sum(d.good(), d.total(), d.events()));
      }
    }
    assertThat(taken).isEqualTo(expected);
    assertThat(deltas).isEqualTo(expected.size());
    assertThat(tallies).extracting(SeriesTally::series).doesNotHaveDuplicates();
  }

  @Test
  void arrayOfValuesIsNotKept() {
    String[] reused = {"eu-1", "card"};
    tally.add(1, reused, 7, 1, 1);
    reused[0] = "us-1";
    tally.add(1, reused, 7, 0, 1);
    reused[0] = "eu-1";
    tally.add(1, reused, 7, 1, 1);

    List<SeriesTally> tallies = tally.take();

    assertThat(tallies)
        .containsExactlyInAnyOrder(
            new SeriesTally(grouped("eu-1", "card"), List.of(new Delta(7, 2, 2, 2))),
            new SeriesTally(grouped("us-1", "card"), List.of(new Delta(7, 0, 1, 1))));
  }

  @Test
  void eventWithoutWeightChangesNothing() {
    tally.add(0, new String[0], 7, 0, 0);

    assertThat(tally.take()).isEmpty();
  }

  @Test
  void sumBeyond64BitsStaysAtTheHighestAndNeverWraps() {
    tally.add(0, new String[0], 7, 1L << 62, 1L << 62);
    tally.add(0, new String[0], 7, (1L << 62) - 1, 1L << 62);
    tally.add(0, new String[0], 7, 0, 1);

    List<SeriesTally> tallies = tally.take();

    assertThat(tallies).containsExactly(plain(new Delta(7, Long.MAX_VALUE, Long.MAX_VALUE, 3)));
  }

  @Test
  void whatWasTakenIsGone() {
    tally.add(0, new String[0], 7, 1, 1);
    tally.take();
    tally.add(0, new String[0], 7, 2, 5);

    List<SeriesTally> second = tally.take();

    assertThat(second).containsExactly(plain(new Delta(7, 2, 5, 1)));
  }

  /** Batches that share few series, then one that has those of the first again. */
  @Test
  void seriesOfEarlierBatchesNeitherStayForEverNorComeBackWithOldCounts() {
    for (int batch = 0; batch < 20; batch++) {
      for (int i = 0; i < 5; i++) {
        tally.add(1, new String[] {"region-" + batch % 10, "m-" + i}, batch * 1_000L + i, 1, 2);
      }
      List<SeriesTally> taken = tally.take();

      assertThat(taken).hasSize(5);
      long second = batch * 1_000L;
      assertThat(taken)
          .allSatisfy(
              series ->
                  assertThat(series.deltas())
                      .singleElement()
                      .satisfies(d -> assertThat(d.second()).isBetween(second, second + 4))
                      .satisfies(d -> assertThat(d.total()).isEqualTo(2)));
    }
  }

  private static SeriesTally plain(Delta delta) {
    return new SeriesTally(SeriesKey.of(PLAIN), List.of(delta));
  }

  private static SeriesKey grouped(String region, String method) {
    return SeriesKey.of(SLOS.get(1).id(), List.of("region", "method"), List.of(region, method));
  }
}
