package dev.slostreams.testing;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.Cause;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random exclusions over a script: ahead of time, after the fact, undone, overlapping, by event.
 */
public final class ExclusionScripts {

  private static final long KEPT = 7_200;

  private ExclusionScripts() {}

  /** An exclusion of the SLO over this time, always in force. */
  public static Exclusion exclusion(String name, Slo slo, Intervals intervals, String where) {
    return new Exclusion(
        name,
        new Scope(Set.of(slo.id().name()), Set.of()),
        intervals,
        where,
        InForce.ALWAYS,
        new Cause(Exclusion.Kind.MAINTENANCE, "works", "ops", Cause.NOT_ANNOUNCED));
  }

  public static Intervals during(long from, long to) {
    return Intervals.of(List.of(new Interval(from, to)));
  }

  /** Exclusions whose time and ticks lie in {@code [from, to)}. */
  public static Exclusions random(Random random, Slo slo, long from, long to) {
    List<Exclusion> exclusions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      exclusions.add(withTicks(random, ofTime(random, slo, from, to, "works-" + i), from, to));
    }
    for (int label = 1; label <= random.nextInt(3); label++) {
      Exclusion byEvent = exclusion(ReferenceExclusions.name(label), slo, during(from, to), "bot");
      exclusions.add(withTicks(random, byEvent, from, to));
    }
    return new Exclusions(exclusions);
  }

  /** One or more stretches of time; where they were recorded long after, of whole minutes. */
  public static Exclusion ofTime(Random random, Slo slo, long from, long to, String name) {
    List<Interval> intervals = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      long begin = from + random.nextLong(to - from);
      intervals.add(new Interval(begin, begin + 1 + random.nextLong(4_000)));
    }
    return exclusion(name, slo, Intervals.of(intervals), "");
  }

  private static Exclusion withTicks(Random random, Exclusion exclusion, long from, long to) {
    long recordedAt = random.nextInt(3) == 0 ? InForce.ALWAYS.from() : tick(random, from, to);
    long undoneAt = InForce.ALWAYS.to();
    if (random.nextInt(2) == 0) {
      undoneAt = tick(random, Math.max(from, recordedAt), to + 9_000) + 1;
    }
    return recorded(exclusion, new InForce(recordedAt, undoneAt));
  }

  /** In force at these ticks, its edges as fine as they may be. */
  public static Exclusion recorded(Exclusion exclusion, InForce inForce) {
    List<Interval> intervals = new ArrayList<>();
    for (Interval interval : exclusion.intervals().within(Long.MIN_VALUE / 2, Long.MAX_VALUE)) {
      long from = allowed(interval.from(), inForce.from());
      intervals.add(
          new Interval(from, Math.max(from + 60, allowed(interval.to(), inForce.from()))));
    }
    return new Exclusion(
        exclusion.name(),
        exclusion.scope(),
        Intervals.of(intervals),
        exclusion.where(),
        inForce,
        exclusion.cause());
  }

  /** The label of an event in this second; 0 for none. */
  public static int label(Random random, Exclusions exclusions, long second) {
    int label = random.nextInt(6);
    return exclusions.all().stream()
            .filter(one -> one.name().equals(ReferenceExclusions.name(label)))
            .anyMatch(one -> second >= one.inForce().from() && one.intervals().covers(second))
        ? label
        : 0;
  }

  public static Cover cover(int label) {
    return label == 0 ? Cover.NONE : Cover.of(ReferenceExclusions.name(label));
  }

  private static long allowed(long edge, long recordedAt) {
    return recordedAt != InForce.ALWAYS.from() && edge < recordedAt - KEPT
        ? Math.floorDiv(edge, 60L) * 60
        : edge;
  }

  private static long tick(Random random, long from, long to) {
    return from + random.nextLong(Math.max(1, to - from));
  }
}
