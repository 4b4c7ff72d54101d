package dev.slostreams.testing;

import dev.slostreams.slo.Indicator.Aggregated;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All series of one SLO by brute force: tick by tick, what is forgotten goes, then what is new
 * takes the places that are left or is counted in {@code __other__}.
 *
 * <p>Written from semantics.md §3 alone, over one {@link ReferenceEngine} per series.
 */
public final class ReferenceLedger {

  private final Slo slo;
  private final int maxSeries;
  private final boolean isComponent;
  private final Map<SeriesKey, ReferenceEngine> born = new TreeMap<>();
  private final Map<SeriesKey, TreeMap<Long, long[]>> unborn = new TreeMap<>();
  private final List<String> transitions = new ArrayList<>();
  private final ReferenceExclusions exclusions;
  private Predicate<SeriesKey> kept = key -> false;
  private long tick;

  public ReferenceLedger(Slo slo, int maxSeries, long firstTick) {
    this(slo, maxSeries, firstTick, false);
  }

  public ReferenceLedger(Slo slo, int maxSeries, long firstTick, ReferenceExclusions exclusions) {
    this(slo, maxSeries, firstTick, false, exclusions);
  }

  /** A component of a composite has the windows of its policies, and does not judge them. */
  ReferenceLedger(Slo slo, int maxSeries, long firstTick, boolean isComponent) {
    this(slo, maxSeries, firstTick, isComponent, new ReferenceExclusions());
  }

  private ReferenceLedger(
      Slo slo, int maxSeries, long firstTick, boolean isComponent, ReferenceExclusions exclusions) {
    this.isComponent = isComponent;
    this.exclusions = exclusions;
    this.slo = slo;
    this.maxSeries = maxSeries;
    this.tick = firstTick;
  }

  /** Counts, unless the second is older than every window at the last tick. */
  public void record(SeriesKey key, long second, long good, long total, long sum) {
    record(key, second, 0, new long[] {total - good, total, sum});
  }

  /**
   * Like {@link #record(SeriesKey, long, long, long, long)}.
   *
   * @param label index of the exclusion by event that takes it out, from 1; 0 for none
   * @param added bad, total and sum
   */
  public void record(SeriesKey key, long second, int label, long[] added) {
    boolean bornBySource =
        slo.indicator() instanceof Aggregated aggregated && aggregated.isBornBySource();
    if (added[1] == 0 && !bornBySource) {
      return;
    }
    if (second < new ReferenceEngine(slo, tick).firstCovered(tick)) {
      return;
    }
    if (born.containsKey(key)) {
      born.get(key).record(second, label, added);
    } else {
      long[] counts =
          unborn
              .computeIfAbsent(key, k -> new TreeMap<>())
              .computeIfAbsent(second, s -> new long[ReferenceExclusions.COUNTERS]);
      for (int i = 0; i < added.length; i++) {
        counts[added.length * label + i] += added[i];
      }
    }
  }

  /** These are not forgotten. */
  void keep(Predicate<SeriesKey> series) {
    kept = series;
  }

  Map<SeriesKey, ReferenceEngine> born() {
    return born;
  }

  /** Each as {@code tick series alert firing|resolved}, in the order of the contract. */
  public List<String> transitions() {
    return transitions.stream().sorted().toList();
  }

  /**
   * {@code series good/total}, what the last period came to and what is excluded, of every series
   * that has been evaluated.
   */
  public List<String> budgets() {
    return born.entrySet().stream()
        .map(
            e ->
                e.getKey()
                    + " "
                    + e.getValue().budgetCounts()
                    + e.getValue().lastPeriod()
                    + e.getValue().excluded())
        .toList();
  }

  public void advanceTo(long to) {
    while (tick < to) {
      tick = nextTick(to);
      List<SeriesKey> old = born.keySet().stream().filter(key -> !key.isOther()).toList();
      old.forEach(this::evaluate);
      List<SeriesKey> due =
          unborn.keySet().stream()
              .filter(key -> unborn.get(key).firstKey() < tick)
              .sorted(
                  Comparator.<SeriesKey>comparingLong(key -> unborn.get(key).firstKey())
                      .thenComparing(Comparator.naturalOrder()))
              .toList();
      due.forEach(this::place);
      List<SeriesKey> rest = born.keySet().stream().filter(key -> !old.contains(key)).toList();
      rest.forEach(this::evaluate);
    }
  }

  /** The next tick, or in a long silence the next one at which anything can happen. */
  long nextTick(long to) {
    long next = to;
    for (ReferenceEngine engine : born.values()) {
      if (!engine.isQuiet()) {
        return tick + 1;
      }
      next = engine.waiting().isEmpty() ? next : Math.min(next, engine.waiting().firstKey() + 1);
      next = engine.forgottenAt() > tick ? Math.min(next, engine.forgottenAt()) : next;
    }
    next = Math.min(next, exclusions.nextChange(tick));
    for (TreeMap<Long, long[]> waiting : unborn.values()) {
      next = Math.min(next, waiting.firstKey() + 1);
    }
    return Math.max(next, tick + 1);
  }

  private void evaluate(SeriesKey key) {
    ReferenceEngine engine = born.get(key);
    int known = engine.transitions().size();
    engine.advanceTo(tick);
    List<String> all = engine.transitions();
    all.subList(known, all.size())
        .forEach(text -> transitions.add(text.replaceFirst(" ", " " + key.id() + " ")));
    if (engine.isForgotten() && !kept.test(key)) {
      born.remove(key);
      if (!engine.waiting().isEmpty()) {
        unborn.put(key, new TreeMap<>(engine.waiting()));
      }
    }
  }

  private void place(SeriesKey key) {
    TreeMap<Long, long[]> waiting = unborn.remove(key);
    boolean hasPlace = born.keySet().stream().filter(k -> !k.isOther()).count() < maxSeries;
    if (hasPlace || key.labels().isEmpty()) {
      give(key, waiting);
    } else {
      give(key.other(), waiting.headMap(tick));
      if (!waiting.tailMap(tick).isEmpty()) {
        unborn.put(key, new TreeMap<>(waiting.tailMap(tick)));
      }
    }
  }

  private void give(SeriesKey key, Map<Long, long[]> seconds) {
    ReferenceEngine engine =
        born.computeIfAbsent(key, k -> new ReferenceEngine(slo, tick - 1, isComponent, exclusions));
    seconds.forEach(
        (second, counts) -> {
          for (int i = 0; i < counts.length; i += 3) {
            if (i == 0 || counts[i + 1] > 0) {
              engine.record(second, i / 3, Arrays.copyOfRange(counts, i, i + 3));
            }
          }
        });
  }
}
