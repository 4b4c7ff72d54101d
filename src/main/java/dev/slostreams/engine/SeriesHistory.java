package dev.slostreams.engine;

import dev.slostreams.engine.KeptPast.KeptSeries;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.window.Counts;
import dev.slostreams.window.PastCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How one series stood at ticks that have passed, worked out anew from the counters that are kept
 * (semantics.md §9).
 *
 * <p>The counters go through the engine once more, with births and exclusions as they are known
 * now, so that every number has the one definition and at the last tick is the present one. What
 * was counted before the counters that are kept counts as clean traffic, as it does before a birth.
 * Not thread-safe. Costs the kept counters once, and per tick that is asked for O(windows).
 */
public final class SeriesHistory {

  private static final long STRETCH_SECONDS = 7_200; // 2 h

  private final SloPlan plan;
  private final SeriesKey key;
  private final KeptPast kept;
  private final Ledger ledger;
  private final Map<String, String> excluded = new HashMap<>(); // name to extent
  private final long keptFrom;
  private final TreeMap<Long, Map<SeriesKey, SeriesHead>> births = new TreeMap<>();
  private final Map<SeriesKey, Feed> feeds = new HashMap<>();
  private final long birth;

  /** The counters of one series; up to {@code next} they have been counted anew. */
  private static final class Feed {
    final PastCounts counts;
    long next;

    Feed(PastCounts counts, long next) {
      this.counts = counts;
      this.next = next;
    }
  }

  /**
   * Stands before the first tick.
   *
   * @param kept what is kept of the series; where nothing is, it has no history
   * @param watched windows to look through, beside those of the policies
   */
  public SeriesHistory(Slo slo, SeriesKey key, KeptPast kept, List<LookbackWindow> watched) {
    this.plan = new SloPlan(slo);
    this.key = key;
    this.kept = kept;
    this.keptFrom = plan.firstKept(kept.tick());
    ledger = Ledger.ofPast(slo, watched);
    exclude();
    kept.series().stream().filter(one -> ledger.knows(one.key().slo())).forEach(this::await);
    birth = kept.of(slo.id()).map(one -> one.head().birth()).orElse(SeriesEngine.UNBORN);
    if (!ledger.knows(slo.id()) && birth != SeriesEngine.UNBORN && !births.isEmpty()) {
      births.firstEntry().getValue().put(key, head(birth)); // a composite, with its first member
    }
  }

  /** The last tick that was evaluated: there is nothing after it. */
  public long tick() {
    return kept.tick();
  }

  /**
   * How the series stood at this tick; empty where it was not born.
   *
   * @param tick after the one that was asked for before, at most {@link #tick()}
   */
  public Optional<SeriesView> at(long tick) {
    goTo(tick);
    SeriesEngine series = ledger.find(key);
    boolean evaluated = series != null && series.isBorn() && series.birth() < tick;
    return evaluated ? Optional.of(series.view()) : Optional.empty();
  }

  /** Units in a watched window at the tick that {@link #at} was asked for last. */
  public Counts unitsIn(LookbackWindow window) {
    return ledger.find(key).unitsIn(window);
  }

  /** Whether everything in a window of this length that ends at this tick is known. */
  public boolean knows(LookbackWindow window, long tick) {
    long slice = Math.max(1, plan.sliceSeconds());
    long from = (Math.floorDiv(tick, slice) - plan.length(window)) * slice;
    return birth >= keptFrom || from >= keptFrom;
  }

  /** What is taken out of the counters is out of them as if it had never been. */
  private void exclude() {
    List<Exclusion> always =
        kept.excluded().stream().map(one -> one.withInForce(InForce.ALWAYS)).toList();
    always.forEach(one -> excluded.put(one.name(), one.extent()));
    ledger.exclusions(new Exclusions(always));
  }

  private void await(KeptSeries series) {
    long born = series.head().birth();
    if (born == SeriesEngine.UNBORN) {
      return;
    }
    long slice = plan.sliceSeconds();
    PastCounts counts =
        slice == 0 ? PastCounts.ofEvents(tick()) : PastCounts.ofSlices(slice, tick());
    series.pages().forEach(page -> counts.add(page.tier(), page.number(), page.bytes()));
    feeds.put(series.key(), new Feed(counts, born < keptFrom ? keptFrom : Long.MIN_VALUE / 2));
    births.computeIfAbsent(begin(born), b -> new HashMap<>()).put(series.key(), head(born));
  }

  /** The birth, or where it is older than the counters, as late as none of them is before it. */
  private long begin(long born) {
    return Math.max(born, keptFrom - plan.sliceSeconds());
  }

  private SeriesHead head(long born) {
    return new SeriesHead(begin(born), begin(born), Map.of());
  }

  private void goTo(long tick) {
    while (!births.isEmpty() && births.firstKey() < tick) {
      Map.Entry<Long, Map<SeriesKey, SeriesHead>> born = births.pollFirstEntry();
      count(born.getKey());
      ledger.resume(born.getKey(), born.getValue(), excluded);
    }
    count(tick);
  }

  /** Counts what is before this tick, and evaluates it; by stretches, so that little waits. */
  private void count(long tick) {
    while (ledger.tick() != Ledger.NO_TICK && ledger.tick() < tick) { // something is born
      countAtOnce(Math.min(tick, ledger.tick() + STRETCH_SECONDS));
    }
  }

  private void countAtOnce(long tick) {
    feeds.forEach(
        (series, feed) -> {
          if (ledger.find(series) != null) {
            feed.counts.forEach(
                feed.next, tick, (second, counts) -> ledger.record(series, second, counts));
            feed.next = Math.max(feed.next, tick);
          }
        });
    ledger.advanceTo(tick, false);
  }
}
