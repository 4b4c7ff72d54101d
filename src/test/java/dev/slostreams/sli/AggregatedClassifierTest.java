package dev.slostreams.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Aggregate;
import dev.slostreams.slo.Aggregate.Kind;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.testing.Slos;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one event adds where a time slice is judged by an aggregate. */
class AggregatedClassifierTest {

  private static final Aggregate SUM = Aggregate.of(Kind.SUM);
  private static final Aggregate P90 = Aggregate.percentile("90");

  @Test
  void countEvaluatesNoValue() {
    List<String> out = Classified.of(Map.of(), slo(Aggregate.of(Kind.COUNT), Op.GTE, "nowhere"));

    assertThat(out).containsExactly("0 [] 1/1");
  }

  @Test
  void sumWithoutValueCountsTheEvent() {
    List<String> out = Classified.of(Map.of(), slo(SUM, Op.LT, "1"));

    assertThat(out).containsExactly("0 [] 1/1");
  }

  @ParameterizedTest
  @CsvSource({
    "0.793, 793000",
    "0.0000005, 1", // a half is rounded up, by the decimal as it is written
    "0.0000015, 2",
    "0.00000149, 1",
    "-0.0000005, 0",
    "-0.0000015, -1",
    "0.0078125, 7813",
    "-0.0078125, -7812",
    "1000000000000, 1000000000000000000",
    "-1000000000000, -1000000000000000000",
    "123456.7890125, 123456789013",
  })
  void valueIsAddedInMillionths(double value, long millionths) {
    List<String> out = Classified.of(Map.of("queue", value), slo(SUM, Op.LT, "queue"));

    assertThat(out).containsExactly("0 [] 1 adding " + millionths);
  }

  @Test
  void weightMultipliesAfterRounding() {
    List<String> out =
        Classified.of(Map.of("queue", 0.0000014, "n", 3), weighted(slo(SUM, Op.LT, "queue")));

    assertThat(out).containsExactly("0 [] 3 adding 3");
  }

  @Test
  void wholeNumberIsAddedExactly() {
    List<String> out = Classified.of(Map.of("queue", 7L), slo(SUM, Op.LT, "queue"));

    assertThat(out).containsExactly("0 [] 1 adding 7000000");
  }

  @ParameterizedTest
  @CsvSource({"1000000000001, 1", "NaN, 1", "Infinity, 1", "-1e13, 1", "500000000001, 2"})
  void valueOutOfRangeIsInvalid(double value, int weight) {
    List<String> out =
        Classified.of(Map.of("queue", value, "n", weight), weighted(slo(SUM, Op.LT, "queue")));

    assertThat(out)
        .containsExactly(
            "0 value: value \"queue\": must be from -1000000000000 to 1000000000000, also times the"
                + " weight, but was not on this event");
  }

  /** Above a limit is not up to it, and from it on is not below it. */
  @ParameterizedTest
  @CsvSource({
    "LTE, 10, 1/1",
    "LTE, 10.1, 0/1",
    "GT, 10, 1/1",
    "GT, 10.1, 0/1",
    "LT, 9.9, 1/1",
    "LT, 10, 0/1",
    "GTE, 9.9, 1/1",
    "GTE, 10, 0/1",
  })
  void percentileTellsEventsUpToTheLimit(Op op, double value, String counted) {
    List<String> out = Classified.of(Map.of("queue", value), slo(P90, op, "queue"));

    assertThat(out).containsExactly("0 [] " + counted);
  }

  @ParameterizedTest
  @CsvSource({"MIN, GT, 10, 0/1", "MIN, GT, 11, 1/1", "MAX, LTE, 10, 1/1", "MAX, LTE, 11, 0/1"})
  void extremesCompareEachEvent(Kind kind, Op op, double value, String counted) {
    List<String> out = Classified.of(Map.of("queue", value), slo(Aggregate.of(kind), op, "queue"));

    assertThat(out).containsExactly("0 [] " + counted);
  }

  private static Slo slo(Aggregate aggregate, Op op, String value) {
    return SlicedSlos.aggregate(Slos.availability(), 60, aggregate, value, op, "10");
  }

  private static Slo weighted(Slo slo) {
    Indicator.Aggregated indicator = (Indicator.Aggregated) slo.indicator();
    return Slos.with(
        slo,
        new Indicator.Aggregated(
            indicator.source(),
            new Selection("true", "n"),
            indicator.value(),
            indicator.aggregate(),
            indicator.op(),
            BigDecimal.TEN,
            List.of()));
  }
}
