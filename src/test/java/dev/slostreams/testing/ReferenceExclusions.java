package dev.slostreams.testing;

import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which counts are excluded at a tick, asked of every exclusion anew for every second.
 *
 * <p>Written from semantics.md §7 alone: at a tick an event is out when an exclusion that is in
 * force at that tick covers it, wherever its second lies.
 */
public final class ReferenceExclusions {

  /** Bad, total and sum without a label, and by each of three exclusions by event. */
  static final int COUNTERS = 12;

  private final List<Exclusion> all = new ArrayList<>();

  /** The exclusion, or other ticks at which one is in force; all of them are still to come. */
  public void tell(Exclusion exclusion) {
    all.removeIf(other -> other.name().equals(exclusion.name()));
    all.add(exclusion);
  }

  boolean changesAt(long tick) {
    return all.stream().anyMatch(one -> one.inForce().from() == tick || one.inForce().to() == tick);
  }

  long nextChange(long tick) {
    long next = Long.MAX_VALUE;
    for (Exclusion exclusion : all) {
      for (long change : new long[] {exclusion.inForce().from(), exclusion.inForce().to()}) {
        next = change > tick ? Math.min(next, change) : next;
      }
    }
    return next;
  }

  /** Puts what counts of a second at this tick into the seconds, and nothing else. */
  void include(long second, long[] counts, long tick, Map<Long, long[]> seconds) {
    long[] included = new long[3];
    boolean anyOut = false;
    for (int i = 0; i < COUNTERS; i++) {
      boolean out = isOut(second, i / 3, tick);
      anyOut |= out && counts[i] != 0;
      included[i % 3] += out ? 0 : counts[i];
    }
    if (included[1] == 0 && anyOut) {
      seconds.remove(second);
    } else {
      seconds.put(second, included);
    }
  }

  /** The slices in {@code [first, end)} of which an exclusion in force takes out a second. */
  Set<Long> touched(long first, long end, long sliceSeconds, long tick) {
    Set<Long> touched = new TreeSet<>();
    for (Exclusion exclusion : all) {
      if (exclusion.inForce().at(tick) && !exclusion.isByEvent()) {
        for (Interval interval :
            exclusion.intervals().within(first * sliceSeconds, end * sliceSeconds)) {
          long from = Math.max(first, Math.floorDiv(interval.from(), sliceSeconds));
          long to = Math.min(end - 1, Math.floorDiv(interval.to() - 1, sliceSeconds));
          for (long slice = from; slice <= to; slice++) {
            touched.add(slice);
          }
        }
      }
    }
    return touched;
  }

  /** Whether an exclusion in force at this tick covers a second in {@code [from, to)}. */
  boolean covers(long from, long to, long tick) {
    return all.stream()
        .filter(exclusion -> exclusion.inForce().at(tick) && !exclusion.isByEvent())
        .anyMatch(exclusion -> !exclusion.intervals().within(from, to).isEmpty());
  }

  private boolean isOut(long second, int label, long tick) {
    for (Exclusion exclusion : all) {
      if (exclusion.inForce().at(tick)) {
        boolean covers =
            exclusion.isByEvent()
                ? label > 0 && exclusion.name().equals(name(label))
                : exclusion.intervals().within(second, second + 1).stream()
                    .anyMatch(interval -> interval.covers(second));
        if (covers) {
          return true;
        }
      }
    }
    return false;
  }

  /** Name of the exclusion by event with this label. */
  public static String name(int label) {
    return "events-" + label;
  }
}
