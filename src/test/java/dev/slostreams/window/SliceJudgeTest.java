package dev.slostreams.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Aggregate;
import dev.slostreams.slo.Aggregate.Kind;
import dev.slostreams.slo.BudgetingMethod.NoData;
import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.testing.Slos;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a time slice is good, at the line and beside it. */
class SliceJudgeTest {

  private static final BigInteger NO_SUM = BigInteger.ZERO;

  @ParameterizedTest
  @CsvSource({
    "0.99, 99, 100, 0",
    "0.99, 98, 100, 1",
    "1, 100, 100, 0",
    "1, 99, 100, 1",
    "0.999999, 999999, 1000000, 0",
    "0.333333333333333333, 1, 3, 0", // a third is above it
    "0.333333333333333334, 1, 3, 1",
    "0.99, 9131138316486228048, 9223372036854775807, 1", // 0.99 · (2^63 − 1), rounded down
    "0.99, 9131138316486228049, 9223372036854775807, 0",
  })
  void sliceIsGoodFromItsTargetOn(String target, long good, long total, long bad) {
    SliceJudge judge = judge(SlicedSlos.timeslices(Slos.availability(), 60, target));

    assertThat(judge.bad(good, total, NO_SUM)).isEqualTo(bad);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 666666667", // the ratio is rounded down
    "2, 3, 333333334",
    "3, 3, 0",
    "0, 3, 1000000000",
    "4611686018427387904, 9223372036854775807, 500000000",
  })
  void ratioCountsInBillionths(long good, long total, long bad) {
    SliceJudge judge = judge(SlicedSlos.ratioTimeslices(Slos.availability(), 60));

    assertThat(judge.bad(good, total, NO_SUM)).isEqualTo(bad);
  }

  /** Nine of ten events are up to the limit, or below it. */
  @ParameterizedTest
  @CsvSource({
    "90, LTE, 9, 0",
    "90, LTE, 8, 1",
    "90, LT, 9, 0",
    "90, GT, 9, 1",
    "90, GT, 8, 0",
    "90, GTE, 8, 0",
    "90.1, LTE, 9, 1",
    "99.9, LTE, 10, 0",
  })
  void percentileIsExact(String percent, Op op, long good, long bad) {
    SliceJudge judge = judge(aggregate(Aggregate.percentile(percent), "queue", op, "7"));

    assertThat(judge.bad(good, 10, NO_SUM)).isEqualTo(bad);
  }

  @ParameterizedTest
  @CsvSource({
    "COUNT, GTE, 3, 3, 0, 0",
    "COUNT, GTE, 3, 2, 0, 1",
    "SUM, LT, 500, 1, 500000000, 1",
    "SUM, LT, 500, 1, 499999999, 0",
    "AVG, LTE, 6.5, 3, 19500000, 0",
    "AVG, LTE, 6.5, 3, 19500001, 1",
    "RATE, GTE, 2.2, 1, 132000000, 0", // 132 in 60 s
    "RATE, GTE, 2.2, 1, 131999999, 1",
  })
  void sumsAreExact(Kind kind, Op op, String limit, long total, long sum, long bad) {
    SliceJudge judge = judge(aggregate(Aggregate.of(kind), "queue", op, limit));

    assertThat(judge.bad(total, total, BigInteger.valueOf(sum))).isEqualTo(bad);
  }

  @Test
  void rateWithoutValueCountsEvents() {
    SliceJudge judge = judge(aggregate(Aggregate.of(Kind.RATE), "1", Op.GTE, "2.2"));

    assertThat(judge.bad(132, 132, NO_SUM)).isZero();
    assertThat(judge.bad(131, 131, NO_SUM)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MIN, GTE, 2, 1",
    "MIN, GTE, 3, 0",
    "MIN, LT, 1, 0",
    "MIN, LT, 0, 1",
    "MAX, LT, 2, 1",
    "MAX, LT, 3, 0",
    "MAX, GT, 1, 0",
    "MAX, GT, 0, 1",
  })
  void extremeAsksForAllOrForOne(Kind kind, Op op, long good, long bad) {
    SliceJudge judge = judge(aggregate(Aggregate.of(kind), "queue", op, "7"));

    assertThat(judge.bad(good, 3, NO_SUM)).isEqualTo(bad);
  }

  @ParameterizedTest
  @CsvSource({
    "COUNT, GTE, AS_MEASURED, 0, 1",
    "COUNT, LT, AS_MEASURED, 1, 1",
    "COUNT, GTE, IGNORE, 0, 0",
    "COUNT, GTE, GOOD, 1, 1",
    "COUNT, LT, BAD, 0, 1",
    "AVG, GTE, AS_MEASURED, 0, 0",
    "AVG, GTE, BAD, 0, 1",
    "MIN, GTE, AS_MEASURED, 0, 0",
  })
  void sliceWithoutEventsIsWhatTheAggregateOrTheAnnotationSays(
      Kind kind, Op op, NoData noData, long good, long total) {
    Slo slo = SlicedSlos.withNoData(aggregate(Aggregate.of(kind), "queue", op, "1"), noData);

    assertThat(judge(slo).empty()).isEqualTo(new Counts(good, total));
  }

  private static Slo aggregate(Aggregate aggregate, String value, Op op, String limit) {
    return SlicedSlos.aggregate(Slos.availability(), 60, aggregate, value, op, limit);
  }

  private static SliceJudge judge(Slo slo) {
    return SliceJudge.of(slo.indicator(), (Sliced) slo.period().budgetingMethod());
  }
}
