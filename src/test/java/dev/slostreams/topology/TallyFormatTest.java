package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.SeriesKey.Label;
import dev.slostreams.slo.SloId;
import dev.slostreams.tally.BatchTally;
import dev.slostreams.tally.Delta;
import dev.slostreams.tally.SeriesTally;
import dev.slostreams.watermark.Progress;
import dev.slostreams.watermark.Progress.Reading;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class TallyFormatTest {

  @Property(tries = 500)
  void tallyComesBackAsItWas(@ForAll("tallies") BatchTally tally) {
    assertThat(TallyFormat.read(TallyFormat.bytes(tally))).isEqualTo(tally);
  }

  /*
   * By hand, from the grammar:
   *
   *   01                  version
   *   03 612d30           partition "a-0"
   *   fe 07 d0 0f 00      watermark +511: 1022 = 7·128 + 126; highest +1000: 2000 = 15·128 + 80; active
   *   01                  one run
   *   01 73 00 00         slo "s" without objective, no labels
   *   02                  two seconds
   *   0a 03 01 04         5 is zigzag 10; 3 good, 1 bad, 4 events
   *   01 00 02 01         one second earlier; 0 good, 2 bad, 1 event
   */
  @Test
  void bytesOfVersionOneStay() {
    SeriesKey series = SeriesKey.of(SloId.of("s"));
    BatchTally tally =
        new BatchTally(
            "a-0",
            new Progress(511, 1_000, Reading.ACTIVE),
            List.of(
                new SeriesTally(series, List.of(new Delta(5, 3, 4, 4), new Delta(4, 0, 2, 1)))));

    byte[] bytes = TallyFormat.bytes(tally);

    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("0103612d30fe07d00f000101730000020a03010401000201");
  }

  /*
   * The same with sums, −1 and 300 millionths:
   *
   *   02                  version
   *   ...                 as above
   *   01 ff 02 01 2c      −1 in one byte, 300 = 1·256 + 44 in two
   */
  @Test
  void bytesOfVersionTwoStay() {
    SeriesKey series = SeriesKey.of(SloId.of("s"));
    BatchTally tally =
        new BatchTally(
            "a-0",
            new Progress(511, 1_000, Reading.ACTIVE),
            List.of(
                new SeriesTally(
                    series,
                    List.of(
                        new Delta(5, 3, 4, BigInteger.valueOf(-1), 4),
                        new Delta(4, 0, 2, BigInteger.valueOf(300), 1)))));

    byte[] bytes = TallyFormat.bytes(tally);

    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo("0203612d30fe07d00f000101730000020a0301040100020101ff02012c");
  }

  @Test
  void newerVersionIsRefused() {
    byte[] bytes = TallyFormat.bytes(new BatchTally("a-0", Progress.NOTHING, List.of()));
    bytes[0] = 4;

    assertThatThrownBy(() -> TallyFormat.read(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "tally: version must be at most 3, but was 4; it was written by a newer slo-streams");
  }

  @Provide
  Arbitrary<BatchTally> tallies() {
    Arbitrary<Progress> progress =
        Combinators.combine(
                Arbitraries.longs(), Arbitraries.longs(), Arbitraries.of(Reading.values()))
            .as(Progress::new);
    Arbitrary<Long> counts = Arbitraries.longs().between(0, Long.MAX_VALUE / 2);
    Arbitrary<Delta> deltas =
        Combinators.combine(Arbitraries.longs(), counts, counts, counts)
            .as((second, good, bad, n) -> new Delta(second, good, good + bad, n))
            .flatMap(delta -> sums().map(delta::withSum));
    Arbitrary<Cover> labels = Arbitraries.of(Cover.NONE, Cover.of("one"), Cover.of("a", "b"));
    Arbitrary<SeriesTally> tallies =
        Combinators.combine(series(), labels, deltas.list().ofMinSize(1).ofMaxSize(9))
            .as(SeriesTally::new);
    return Combinators.combine(texts(), progress, tallies.list().ofMaxSize(9)).as(BatchTally::new);
  }

  /** Mostly none, sometimes more than a long holds. */
  private static Arbitrary<BigInteger> sums() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(BigInteger.ZERO)), Tuple.of(1, Arbitraries.bigIntegers()));
  }

  private static Arbitrary<SeriesKey> series() {
    Arbitrary<SloId> slos =
        Combinators.combine(Arbitraries.of("checkout", "search"), Arbitraries.of("", "fast"))
            .as(SloId::new);
    Arbitrary<Label> labels =
        Combinators.combine(Arbitraries.of("region", "method"), texts()).as(Label::new);
    return Combinators.combine(slos, labels.list().ofMaxSize(2)).as(SeriesKey::new);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.of("", "eu-1", "a\"b\\", "größe", "日本", "🙂", "x".repeat(200));
  }
}
