package dev.slostreams.testing;

import dev.slostreams.slo.Aggregate.Kind;
import dev.slostreams.slo.BudgetingMethod.RatioTimeslices;
import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.BudgetingMethod.Timeslices;
import dev.slostreams.slo.Indicator.Aggregated;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The time slices of one series by brute force: every slice of every window is summed from the
 * seconds and judged anew.
 *
 * <p>Written from semantics.md §4 alone. A second holds {@code {bad, total, sum}}, the sum in
 * millionths; one without a total is one in which the source was seen.
 */
final class ReferenceSlices {

  private static final long BILLION = 1_000_000_000;
  private static final int MANY = 1_000;
  private static final long UNTOUCHED = Long.MAX_VALUE / 100_000; // a slice far ahead of all

  private final Slo slo;
  private final Sliced method;
  private final SortedMap<Long, long[]> seconds;
  private final Touched touched;

  /* As long as no second has changed. */
  private final Map<List<Long>, Units> known = new HashMap<>();

  /** The units of a window, and the weight of its events. */
  record Units(BigInteger bad, BigInteger total, BigInteger weight) {}

  ReferenceSlices(Slo slo, Sliced method, SortedMap<Long, long[]> seconds, Touched touched) {
    this.touched = touched;
    this.slo = slo;
    this.method = method;
    this.seconds = seconds;
  }

  /** Number of the slice that a second, or a tick, is in. */
  long slice(long second) {
    return Math.floorDiv(second, method.slices().seconds());
  }

  /** Length of a window in slices. */
  long length(long windowSeconds) {
    long slice = method.slices().seconds();
    return windowSeconds / slice + (windowSeconds % slice == 0 ? 0 : 1);
  }

  /** The first second that a window of this length covers at this tick. */
  long firstCovered(long tick, long windowSeconds) {
    return (slice(tick) - length(windowSeconds)) * method.slices().seconds();
  }

  long sliceSeconds() {
    return method.slices().seconds();
  }

  /** A second has changed. */
  void changed() {
    known.clear();
  }

  /** What a unit counts as. */
  long unit() {
    return method instanceof RatioTimeslices ? BILLION : 1;
  }

  /** The first second of the first slice that begins at or after this second. */
  long firstWhole(long second) {
    return -Math.floorDiv(-second, method.slices().seconds()) * method.slices().seconds();
  }

  /** The window of this length at a tick. */
  Units window(long tick, long birth, long windowSeconds) {
    return between(firstCovered(tick, windowSeconds), tick, birth);
  }

  /** The slices that lie wholly between two seconds. */
  Units between(long from, long to, long birth) {
    long first = slice(firstWhole(from));
    if (known.size() > MANY) {
      known.clear();
    }
    return known.computeIfAbsent(
        List.of(first, slice(to), birth), k -> summed(first, Math.max(first, slice(to)), birth));
  }

  /** Slices with a second are judged one by one; the others after the birth are all alike. */
  private Units summed(long first, long end, long birth) {
    long sliceSeconds = method.slices().seconds();
    Map<Long, long[]> used = new TreeMap<>();
    seconds
        .subMap(first * sliceSeconds, end * sliceSeconds)
        .forEach(
            (second, counts) -> {
              long[] sums = used.computeIfAbsent(slice(second), s -> new long[3]);
              for (int i = 0; i < sums.length; i++) {
                sums[i] += counts[i];
              }
            });
    long[] empty = units(new long[3], UNTOUCHED, slice(birth));
    touched.slices(first, end, sliceSeconds).forEach(s -> used.putIfAbsent(s, new long[3]));
    long alike = Math.max(0, end - Math.max(first, slice(birth) + 1));
    alike -= used.keySet().stream().filter(slice -> slice > slice(birth)).count();
    BigInteger bad = BigInteger.valueOf(alike * empty[0]);
    BigInteger total = BigInteger.valueOf(alike * empty[1]);
    BigInteger weight = BigInteger.ZERO;
    for (Map.Entry<Long, long[]> slice : used.entrySet()) {
      long[] units = units(slice.getValue(), slice.getKey(), slice(birth));
      bad = bad.add(BigInteger.valueOf(units[0]));
      total = total.add(BigInteger.valueOf(units[1]));
      weight = weight.add(BigInteger.valueOf(slice.getValue()[1]));
    }
    return new Units(bad, total, weight);
  }

  private boolean isTouched(long slice) {
    return !touched.slices(slice, slice + 1, method.slices().seconds()).isEmpty();
  }

  /** Which slices an exclusion takes some of out. */
  @FunctionalInterface
  interface Touched {
    Set<Long> slices(long first, long end, long sliceSeconds);
  }

  /** {@code {bad, total}}. */
  private long[] units(long[] sums, long slice, long birthSlice) {
    long unit = unit();
    boolean definedOnNothing =
        slo.indicator() instanceof Aggregated a
            && (a.aggregate().kind() == Kind.COUNT
                || a.aggregate().kind() == Kind.SUM
                || a.aggregate().kind() == Kind.RATE);
    boolean notWhole = slice <= birthSlice;
    boolean isEmpty = sums[1] == 0;
    if ((notWhole || isTouched(slice)) && (definedOnNothing || isEmpty)) {
      return new long[] {0, 0};
    }
    if (isEmpty) {
      switch (method.slices().noData()) {
        case GOOD:
          return new long[] {0, unit};
        case BAD:
          return new long[] {unit, unit};
        case IGNORE:
          return new long[] {0, 0};
        default:
          if (!definedOnNothing) {
            return new long[] {0, 0};
          }
      }
    }
    long good = sums[1] - sums[0];
    if (method instanceof RatioTimeslices) {
      BigInteger ratio =
          BigInteger.valueOf(good)
              .multiply(BigInteger.valueOf(BILLION))
              .divide(BigInteger.valueOf(sums[1]));
      return new long[] {BILLION - ratio.longValueExact(), BILLION};
    }
    return new long[] {isGood(good, sums[1], sums[2]) ? 0 : 1, 1};
  }

  private boolean isGood(long good, long total, long sum) {
    BigDecimal events = BigDecimal.valueOf(total);
    if (!(slo.indicator() instanceof Aggregated a)) {
      BigDecimal share = ((Timeslices) method).sliceTarget();
      return BigDecimal.valueOf(good).compareTo(share.multiply(events)) >= 0;
    }
    BigDecimal values = a.value().equals("1") ? events : BigDecimal.valueOf(sum, 6);
    BigDecimal sliceSeconds = BigDecimal.valueOf(method.slices().seconds());
    boolean upper = a.op() == Op.LT || a.op() == Op.LTE;
    return switch (a.aggregate().kind()) {
      case COUNT -> a.op().holds(events.compareTo(a.limit()));
      case SUM -> a.op().holds(values.compareTo(a.limit()));
      case AVG -> a.op().holds(values.compareTo(a.limit().multiply(events)));
      case RATE -> a.op().holds(values.compareTo(a.limit().multiply(sliceSeconds)));
      case MIN -> upper ? good > 0 : good == total;
      case MAX -> upper ? good == total : good > 0;
      case PERCENTILE -> {
        BigDecimal hundredfold = BigDecimal.valueOf(good).multiply(BigDecimal.valueOf(100));
        boolean enough = hundredfold.compareTo(a.aggregate().percent().multiply(events)) >= 0;
        yield upper == enough;
      }
    };
  }
}
