package dev.slostreams.window;

import dev.slostreams.slo.Aggregate.Kind;
import dev.slostreams.slo.BudgetingMethod.NoData;
import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.BudgetingMethod.Timeslices;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Aggregated;
import dev.slostreams.slo.Op;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a time slice is worth in budget units: 1 for a slice of Timeslices, a billion for one of
 * RatioTimeslices, and how many of them are bad (semantics.md §4). Exact, without rounding.
 *
 * <p>Immutable; shared by the series of an SLO.
 */
public final class SliceJudge {

  /** Units of a slice of RatioTimeslices, in which its ratio counts. */
  public static final long BILLION = 1_000_000_000L;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int MILLIONTHS = 6; // digits

  private final Verdict verdict;
  private final long unit;
  private final boolean leavesOutBirth;
  private final Counts empty;

  /** The bad units of a slice. */
  @FunctionalInterface
  private interface Verdict {
    long bad(long good, long total, BigInteger sum);
  }

  /** Whether a slice is good. */
  @FunctionalInterface
  private interface GoodSlice {
    boolean isGood(long good, long total, BigInteger sum);
  }

  private SliceJudge(Verdict verdict, long unit, boolean definedOnNothing, NoData noData) {
    this.verdict = verdict;
    this.unit = unit;
    this.leavesOutBirth = definedOnNothing;
    this.empty =
        switch (noData) {
          case GOOD -> new Counts(unit, unit);
          case BAD -> new Counts(0, unit);
          case IGNORE -> Counts.ZERO;
          case AS_MEASURED ->
              definedOnNothing
                  ? new Counts(unit - verdict.bad(0, 0, BigInteger.ZERO), unit)
                  : Counts.ZERO;
        };
  }

  /** The judge of the slices of such an SLO. */
  public static SliceJudge of(Indicator indicator, Sliced method) {
    NoData noData = method.slices().noData();
    if (!(method instanceof Timeslices timeslices)) {
      return new SliceJudge(SliceJudge::badBillionths, BILLION, false, noData);
    }
    if (indicator instanceof Aggregated aggregated) {
      GoodSlice good = aggregate(aggregated, method.slices().seconds());
      boolean definedOnNothing = aggregated.aggregate().isDefinedOnNothing();
      return new SliceJudge(wholly(good), 1, definedOnNothing, noData);
    }
    GoodSlice good = atLeast(timeslices.sliceTarget());
    return new SliceJudge(wholly(good), 1, false, noData);
  }

  /** Bad units of a slice with events. */
  long bad(long good, long total, BigInteger sum) {
    return verdict.bad(good, total, sum);
  }

  /** Units of a slice that is judged. */
  public long unit() {
    return unit;
  }

  /** Units of a slice without events; without any where such a slice is left out. */
  Counts empty() {
    return empty;
  }

  /** Whether the slice of the birth is left out, because it is not whole. */
  boolean leavesOutBirth() {
    return leavesOutBirth;
  }

  private static Verdict wholly(GoodSlice slice) {
    return (good, total, sum) -> slice.isGood(good, total, sum) ? 0 : 1;
  }

  private static long badBillionths(long good, long total, BigInteger sum) {
    if (good <= Long.MAX_VALUE / BILLION) {
      return BILLION - good * BILLION / total;
    }
    BigInteger share = BigInteger.valueOf(good).multiply(BigInteger.valueOf(BILLION));
    return BILLION - share.divide(BigInteger.valueOf(total)).longValueExact();
  }

  private static GoodSlice aggregate(Aggregated indicator, long sliceSeconds) {
    Op op = indicator.op();
    BigDecimal limit = indicator.limit();
    boolean adds = indicator.addsValues();
    return switch (indicator.aggregate().kind()) {
      case COUNT -> (good, total, sum) -> holds(BigDecimal.valueOf(total), op, limit);
      case SUM -> (good, total, sum) -> holds(sum(adds, total, sum), op, limit);
      case AVG ->
          (good, total, sum) ->
              holds(sum(adds, total, sum), op, limit.multiply(BigDecimal.valueOf(total)));
      case RATE -> {
        BigDecimal sumLimit = limit.multiply(BigDecimal.valueOf(sliceSeconds));
        yield (good, total, sum) -> holds(sum(adds, total, sum), op, sumLimit);
      }
      case MIN, MAX -> extreme(indicator.aggregate().kind(), op);
      case PERCENTILE -> percentile(op, indicator.aggregate().percent());
    };
  }

  private static boolean holds(BigDecimal value, Op op, BigDecimal limit) {
    return op.holds(value.compareTo(limit));
  }

  /** Where no values are added each event counts as 1, by its weight. */
  private static BigDecimal sum(boolean adds, long total, BigInteger sum) {
    return adds ? new BigDecimal(sum, MILLIONTHS) : BigDecimal.valueOf(total);
  }

  /** A minimum is low when any event is, high when all are; a maximum the other way round. */
  private static GoodSlice extreme(Kind kind, Op op) {
    boolean low = op == Op.LT || op == Op.LTE;
    return low == (kind == Kind.MIN)
        ? (good, total, sum) -> good > 0
        : (good, total, sum) -> good == total;
  }

  /** Good events are those up to the limit; what must be above it is good when that fails. */
  private static GoodSlice percentile(Op op, BigDecimal percent) {
    GoodSlice upTo = atLeast(percent.divide(HUNDRED));
    boolean low = op == Op.LT || op == Op.LTE;
    return low ? upTo : (good, total, sum) -> !upTo.isGood(good, total, sum);
  }

  /** {@code good ≥ share · total}. */
  private static GoodSlice atLeast(BigDecimal share) {
    BigInteger parts = share.movePointRight(Math.max(0, share.scale())).toBigIntegerExact();
    BigInteger whole = BigInteger.TEN.pow(Math.max(0, share.scale()));
    if (whole.bitLength() > Integer.SIZE) {
      return (good, total, sum) ->
          BigInteger.valueOf(good)
                  .multiply(whole)
                  .compareTo(BigInteger.valueOf(total).multiply(parts))
              >= 0;
    }
    long longWhole = whole.longValueExact();
    long longParts = parts.longValueExact();
    return (good, total, sum) -> compareProducts(good, longWhole, total, longParts) >= 0;
  }

  /** Compares {@code a · b} with {@code c · d} as 128-bit numbers; none is negative. */
  private static int compareProducts(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
  }
}
