package dev.slostreams.slo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The stretches of time of an exclusion, in order and without overlap: one-off, or recurring
 * without end. Safe for any thread; two that are equal cover the same seconds.
 */
public interface Intervals {

  /** The first that ends after this second; empty when there is none. */
  Optional<Interval> firstEndingAfter(long second);

  /** Whether this second lies in one of them. */
  default boolean covers(long second) {
    return firstEndingAfter(second).filter(interval -> interval.covers(second)).isPresent();
  }

  /** Those that begin before {@code to} and end after {@code from}, each as a whole. */
  default List<Interval> within(long from, long to) {
    List<Interval> found = new ArrayList<>();
    Optional<Interval> next = firstEndingAfter(from);
    while (next.isPresent() && next.get().from() < to) {
      found.add(next.get());
      next = firstEndingAfter(next.get().to());
    }
    return found;
  }

  /** These stretches of time; where they overlap or touch they are one. */
  static Intervals of(List<Interval> intervals) {
    return new OneOff(merged(intervals));
  }

  /** The same time in stretches that neither overlap nor touch, in order. */
  static List<Interval> merged(List<Interval> intervals) {
    List<Interval> merged = new ArrayList<>();
    for (Interval next :
        intervals.stream().sorted(Comparator.comparingLong(Interval::from)).toList()) {
      Interval last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && next.from() <= last.to()) {
        merged.set(merged.size() - 1, new Interval(last.from(), Math.max(last.to(), next.to())));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }

  /** A few stretches of time, in order. */
  record OneOff(List<Interval> intervals) implements Intervals {

    public OneOff {
      if (!intervals.equals(merged(intervals))) {
        throw new IllegalArgumentException(
            "intervals: must be in order and must not overlap, but were " + intervals);
      }
      intervals = List.copyOf(intervals);
    }

    @Override
    public Optional<Interval> firstEndingAfter(long second) {
      return intervals.stream().filter(interval -> interval.to() > second).findFirst();
    }
  }
}
