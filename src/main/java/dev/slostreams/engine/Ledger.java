package dev.slostreams.engine;

import dev.slostreams.alert.Transition;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.window.Counts;
import dev.slostreams.window.SeriesCounters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All series of a set of SLOs, brought from tick to tick together; bears new series, folds those
 * past {@code max-series} into {@code __other__}, removes forgotten ones (semantics.md §3).
 *
 * <p>Owned by one stream task, or by the offline run; not thread-safe. Given the same counts in
 * time it gives the same transitions, however the calls were split.
 */
public final class Ledger {

  /** No tick has been reached. */
  public static final long NO_TICK = Long.MIN_VALUE;

  private static final Comparator<SeriesEngine> BY_BIRTH =
      Comparator.<SeriesEngine>comparingLong(s -> s.nextWaiting(SeriesCounters.NONE))
          .thenComparing(SeriesEngine::key);

  private final int maxSeries;
  private final Map<SloId, SloLedger> slos = new LinkedHashMap<>();
  private final List<SeriesKey> removed = new ArrayList<>();
  private long tick = NO_TICK;

  /** What became of a count. */
  public enum Recorded {
    IN_TIME,
    /** Its second had been evaluated; counted all the same. */
    LATE,
    /** Older than every window of its SLO; changed nothing. */
    EXPIRED
  }

  /** The series of one SLO: born ones, and those whose first second waits for its tick. */
  private static final class SloLedger {
    final SloPlan plan;
    final Map<SeriesKey, SeriesEngine> born = new HashMap<>();
    final Map<SeriesKey, SeriesEngine> unborn = new HashMap<>();

    SloLedger(SloPlan plan) {
      this.plan = plan;
    }
  }

  /**
   * A ledger without series.
   *
   * @param maxSeries series per SLO, beside {@code __other__}; at least 1
   */
  public Ledger(Collection<Slo> slos, int maxSeries) {
    this.maxSeries = maxSeries;
    for (Slo slo : slos) {
      this.slos.put(slo.id(), new SloLedger(new SloPlan(slo)));
    }
  }

  /** The last tick evaluated, or {@link #NO_TICK}. */
  public long tick() {
    return tick;
  }

  /** Whether this SLO is one of the ledger's. */
  public boolean knows(SloId slo) {
    return slos.containsKey(slo);
  }

  /** Whether a second is older than every window of this SLO. */
  public boolean isExpired(SloId slo, long second) {
    return tick != NO_TICK && second < tick && second < slos.get(slo).plan.firstCovered(tick);
  }

  /** Counts in this second of this series. */
  public Recorded record(SeriesKey key, long second, Counts counts) {
    SloLedger slo = slos.get(key.slo());
    boolean late = tick != NO_TICK && second < tick;
    if (isExpired(key.slo(), second)) {
      return Recorded.EXPIRED;
    }
    if (counts.total() > 0) {
      engineFor(slo, key).record(second, counts);
    }
    return late ? Recorded.LATE : Recorded.IN_TIME;
  }

  /** Where no tick has been reached, begins before this one and before the first event. */
  public void beginBefore(long firstTick) {
    if (tick == NO_TICK) {
      tick = Math.min(firstTick - 1, firstWaiting());
    }
  }

  /**
   * Evaluates every tick up to and including this one.
   *
   * @param incomplete whether a partition is missing: then nothing resolves
   * @return the transitions in {@link Transition#ORDER}
   */
  public List<Transition> advanceTo(long to, boolean incomplete) {
    beginBefore(to);
    List<Transition> transitions = new ArrayList<>();
    if (to > tick) {
      for (SloLedger slo : slos.values()) {
        advance(slo, to, incomplete, transitions);
      }
      tick = to;
      transitions.sort(Transition.ORDER);
    }
    return transitions;
  }

  /** Every series that has been evaluated, in the order of their keys. */
  public List<SeriesEngine> series() {
    return slos.values().stream()
        .flatMap(slo -> slo.born.values().stream())
        .sorted(Comparator.comparing(SeriesEngine::key))
        .toList();
  }

  /** Number of series of each SLO, without {@code __other__}. */
  public Map<SloId, Integer> seriesPerSlo() {
    Map<SloId, Integer> sizes = new LinkedHashMap<>();
    slos.forEach((id, slo) -> sizes.put(id, places(slo)));
    return sizes;
  }

  /** The series that has this key, born or not, made when there is none; for restoring. */
  public SeriesEngine restored(SeriesKey key) {
    return engineFor(slos.get(key.slo()), key);
  }

  /** The series that has this key, born or not, or null. */
  public SeriesEngine find(SeriesKey key) {
    SloLedger slo = slos.get(key.slo());
    SeriesEngine engine = slo.born.get(key);
    return engine != null ? engine : slo.unborn.get(key);
  }

  /** Goes on as of this tick, with these heads; all pages have been put back. */
  public void resume(long atTick, Map<SeriesKey, SeriesHead> heads) {
    tick = atTick;
    heads.forEach(
        (key, head) -> {
          SloLedger slo = slos.get(key.slo());
          SeriesEngine engine = engineFor(slo, key);
          engine.resume(head, atTick);
          if (engine.isBorn()) {
            slo.unborn.remove(key);
            slo.born.put(key, engine);
          }
        });
  }

  /** Tells what changed since this was last called. */
  public void drainChanges(LedgerChanges changes) {
    removed.forEach(changes::removed);
    removed.clear();
    for (SloLedger slo : slos.values()) {
      slo.born.values().forEach(series -> series.drainChanges(changes));
      slo.unborn.values().forEach(series -> series.drainChanges(changes));
    }
  }

  /** Fails where the structure contradicts itself. */
  public void checkInvariants() {
    slos.values().forEach(slo -> slo.born.values().forEach(SeriesEngine::checkInvariants));
  }

  private SeriesEngine engineFor(SloLedger slo, SeriesKey key) {
    SeriesEngine engine = slo.born.get(key);
    return engine != null
        ? engine
        : slo.unborn.computeIfAbsent(key, k -> new SeriesEngine(slo.plan, k));
  }

  /*
   * Within one call the order of births and removals matters only where places may run out. Then the
   * ticks at which a series would be born are gone through one by one: at each, what is forgotten
   * goes first, then the new ones take the places that are left, in the order of birth and key.
   */
  private void advance(SloLedger slo, long to, boolean incomplete, List<Transition> transitions) {
    while (slo.born.size() + slo.unborn.size() > maxSeries) {
      long birthTick = nextBirthTick(slo, to);
      if (birthTick > to) {
        break;
      }
      step(slo, birthTick, incomplete, transitions);
    }
    step(slo, to, incomplete, transitions);
  }

  private void step(SloLedger slo, long to, boolean incomplete, List<Transition> transitions) {
    List<SeriesEngine> forgotten = new ArrayList<>();
    for (SeriesEngine series : slo.born.values()) {
      if (!series.advanceTo(to, incomplete, transitions::add)) {
        forgotten.add(series);
      }
    }
    forgotten.forEach(series -> forget(slo, series));
    if (!slo.unborn.isEmpty()) {
      bearDue(slo, to, incomplete, transitions);
    }
  }

  private void bearDue(SloLedger slo, long to, boolean incomplete, List<Transition> transitions) {
    List<SeriesEngine> due = new ArrayList<>();
    for (SeriesEngine series : slo.unborn.values()) {
      if (series.nextWaiting(to) != SeriesCounters.NONE) {
        due.add(series);
      }
    }
    due.sort(BY_BIRTH);
    for (SeriesEngine series : due) {
      slo.unborn.remove(series.key());
      SeriesEngine place = placeFor(slo, series);
      if (!place.isBorn()) {
        place.beBorn(tick);
        slo.born.put(place.key(), place);
      }
      if (!place.advanceTo(to, incomplete, transitions::add)) {
        forget(slo, place);
      }
    }
  }

  /** The series itself, or {@code __other__} with its counts where no place is left. */
  private SeriesEngine placeFor(SloLedger slo, SeriesEngine series) {
    if (series.key().isOther() || series.key().labels().isEmpty() || places(slo) < maxSeries) {
      return series;
    }
    SeriesKey otherKey = series.key().other();
    SeriesEngine other = slo.born.get(otherKey);
    if (other == null) {
      other = slo.unborn.remove(otherKey);
    }
    if (other == null) {
      other = new SeriesEngine(slo.plan, otherKey);
    }
    series.giveTo(other);
    removed.add(series.key());
    return other;
  }

  private static int places(SloLedger slo) {
    boolean hasOther = slo.born.keySet().stream().anyMatch(SeriesKey::isOther);
    return slo.born.size() - (hasOther ? 1 : 0);
  }

  private static long nextBirthTick(SloLedger slo, long to) {
    long first = SeriesCounters.NONE;
    for (SeriesEngine series : slo.unborn.values()) {
      first = Math.min(first, series.nextWaiting(to));
    }
    return first == SeriesCounters.NONE ? SeriesCounters.NONE : first + 1;
  }

  private void forget(SloLedger slo, SeriesEngine series) {
    slo.born.remove(series.key());
    if (series.beForgotten()) {
      slo.unborn.put(series.key(), series);
    } else {
      removed.add(series.key());
    }
  }

  private long firstWaiting() {
    return slos.values().stream()
        .flatMap(slo -> slo.unborn.values().stream())
        .mapToLong(series -> series.nextWaiting(SeriesCounters.NONE))
        .min()
        .orElse(SeriesCounters.NONE);
  }
}
