package dev.slostreams.store;

import dev.slostreams.alert.AlertState;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.LedgerChanges;
import dev.slostreams.engine.SeriesHead;
import dev.slostreams.engine.StoredSeries;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.store.StoreFormat.StoredClock;
import dev.slostreams.store.StoreFormat.StoredHead;
import dev.slostreams.watermark.Watermarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps one ledger and its watermarks in a key-value store, and brings them back.
 *
 * <p>The store is the truth; the ledger's objects are a picture of it, built anew by {@link #load}.
 * Owned by one stream task; not thread-safe. A save writes what changed: per active series its head
 * and the pages of the present minute, ten minutes and hour.
 */
public final class LedgerStore implements LedgerChanges {

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<SeriesKey, Integer> numbers = new HashMap<>();
  private final Map<SloId, Integer> fingerprints = new HashMap<>();
  private final List<Integer> droppedNumbers = new ArrayList<>();
  private int nextNumber;
  private byte[] lastClock = {};

  /** A stored series that the definitions of today do not continue. */
  public record Dropped(SeriesKey series, SeriesHead head) {}

  /** A stored state of an alert whose policy is gone, in a series that goes on. */
  public record EndedAlert(SeriesKey series, String alert, AlertState state) {}

  /** What the definitions of today leave behind. */
  public record Leftovers(List<Dropped> series, List<EndedAlert> alerts) {

    public static final Leftovers NONE = new Leftovers(List.of(), List.of());

    public Leftovers {
      series = List.copyOf(series);
      alerts = List.copyOf(alerts);
    }
  }

  public LedgerStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The last tick evaluated by the ledger that is stored, or {@link Ledger#NO_TICK}. */
  public long tick() {
    byte[] clock = store.get(Bytes.wrap(StoreFormat.CLOCK_KEY));
    return clock == null ? Ledger.NO_TICK : StoreFormat.readClock(clock).tick();
  }

  /** Whether two definitions count the same, so that what one has counted goes on in the other. */
  public static boolean countTheSame(Slo one, Slo other) {
    return StoreFormat.fingerprint(one) == StoreFormat.fingerprint(other);
  }

  /**
   * Fills an empty ledger and its watermarks from the store. Series of SLOs that are gone, or that
   * count something else now, are left out; they stay stored until {@link #forgetLeftovers}.
   *
   * @return what is left behind
   */
  public Leftovers load(Ledger ledger, Watermarks watermarks, Collection<Slo> slos) {
    Map<SloId, Set<String>> alerts = new HashMap<>();
    for (Slo slo : slos) {
      fingerprints.put(slo.id(), StoreFormat.fingerprint(slo));
      alerts.put(slo.id(), alertNames(slo));
    }
    byte[] clockBytes = store.get(Bytes.wrap(StoreFormat.CLOCK_KEY));
    if (clockBytes == null) {
      return Leftovers.NONE;
    }
    StoredClock clock = StoreFormat.readClock(clockBytes);
    nextNumber = clock.nextNumber();
    clock.partitions().forEach(watermarks::restore);
    Map<SeriesKey, SeriesHead> heads = new HashMap<>();
    List<Dropped> dropped = loadHeads(heads);
    loadPages(ledger, heads);
    ledger.resume(clock.tick(), heads, clock.applied());
    List<EndedAlert> ended = new ArrayList<>();
    heads.forEach(
        (series, head) ->
            head.alerts()
                .forEach(
                    (alert, state) -> {
                      if (!alerts.get(series.slo()).contains(alert)) {
                        ended.add(new EndedAlert(series, alert, state));
                      }
                    }));
    return new Leftovers(dropped, ended);
  }

  /** Deletes the series that were left behind, once others have been told. */
  public void forgetLeftovers() {
    droppedNumbers.forEach(number -> store.delete(Bytes.wrap(StoreFormat.headKey(number))));
    droppedNumbers.clear();
  }

  /** Writes what changed since the last save. */
  public void save(Ledger ledger, Watermarks watermarks) {
    ledger.drainChanges(this);
    byte[] clock =
        StoreFormat.clock(
            new StoredClock(
                ledger.tick(), nextNumber, watermarks.progress(), ledger.appliedExclusions()));
    if (!Arrays.equals(clock, lastClock)) {
      store.put(Bytes.wrap(StoreFormat.CLOCK_KEY), clock);
      lastClock = clock;
    }
  }

  @Override
  public void removed(SeriesKey key) {
    Integer number = numbers.remove(key);
    if (number != null) {
      store.delete(Bytes.wrap(StoreFormat.headKey(number)));
      List<Bytes> pages = new ArrayList<>();
      try (KeyValueIterator<Bytes, byte[]> stored = pagesOf(number)) {
        stored.forEachRemaining(entry -> pages.add(entry.key));
      }
      pages.forEach(store::delete);
    }
  }

  @Override
  public void head(SeriesKey key, SeriesHead head) {
    StoredHead stored = new StoredHead(key, fingerprints.get(key.slo()), head);
    store.put(Bytes.wrap(StoreFormat.headKey(numberOf(key))), StoreFormat.head(stored));
  }

  @Override
  public void page(SeriesKey key, Cover cover, int tier, long number, byte[] bytes) {
    Bytes pageKey = Bytes.wrap(StoreFormat.pageKey(numberOf(key), cover, tier, number));
    if (bytes != null) {
      store.put(pageKey, bytes);
    } else if (store.get(pageKey) != null) { // it may have come and gone since the last save
      store.delete(pageKey);
    }
  }

  private List<Dropped> loadHeads(Map<SeriesKey, SeriesHead> heads) {
    List<Dropped> dropped = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = entries(StoreFormat.HEAD)) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        StoredHead stored = StoreFormat.readHead(entry.value);
        int number = StoreFormat.number(entry.key.get());
        Integer today = fingerprints.get(stored.series().slo());
        if (today != null && today == stored.fingerprint()) {
          numbers.put(stored.series(), number);
          heads.put(stored.series(), stored.head());
        } else {
          dropped.add(new Dropped(stored.series(), stored.head()));
          droppedNumbers.add(number);
        }
      }
    }
    return dropped;
  }

  private void loadPages(Ledger ledger, Map<SeriesKey, SeriesHead> heads) {
    Map<Integer, SeriesKey> series = new HashMap<>();
    numbers.forEach((key, number) -> series.put(number, key));
    List<Bytes> orphans = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = entries(StoreFormat.PAGE)) {
      int number = -1;
      StoredSeries owner = null;
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        byte[] key = entry.key.get();
        if (StoreFormat.number(key) != number) { // the pages of a series lie side by side
          number = StoreFormat.number(key);
          SeriesKey of = series.get(number);
          owner = of == null ? null : ledger.restored(of, heads.get(of));
        }
        if (owner == null) {
          orphans.add(entry.key);
        } else {
          owner.restorePage(
              StoreFormat.pageCover(key),
              StoreFormat.pageStep(key),
              StoreFormat.pageNumber(key),
              entry.value);
        }
      }
    }
    orphans.forEach(store::delete);
  }

  private KeyValueIterator<Bytes, byte[]> pagesOf(int number) {
    return entries(StoreFormat.pagePrefix(number), StoreFormat.pagePrefix(number + 1));
  }

  /** All entries of a kind, in the order of their keys. */
  private KeyValueIterator<Bytes, byte[]> entries(byte kind) {
    return entries(new byte[] {kind}, new byte[] {(byte) (kind + 1)});
  }

  /** All entries from this key up to that one, which nothing has as its key. */
  private KeyValueIterator<Bytes, byte[]> entries(byte[] first, byte[] afterLast) {
    return store.range(Bytes.wrap(first), Bytes.wrap(afterLast));
  }

  private static Set<String> alertNames(Slo slo) {
    Set<String> names = new HashSet<>();
    for (AlertPolicy policy : slo.alertPolicies()) {
      names.add(policy.name());
      if (policy.notification().whenNoData()) {
        names.add(policy.name() + AlertPolicy.NO_DATA_SUFFIX);
      }
    }
    return names;
  }

  private int numberOf(SeriesKey key) {
    return numbers.computeIfAbsent(key, k -> nextNumber++);
  }
}
