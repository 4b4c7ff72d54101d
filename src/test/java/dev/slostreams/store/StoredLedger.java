package dev.slostreams.store;

import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.SeriesEngine;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.store.StoreFormat.StoredClock;
import dev.slostreams.store.StoreFormat.StoredHead;
import dev.slostreams.watermark.Progress;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.window.CounterPages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What stands in the entries of a ledger's store, for a test that reads them on its own.
 *
 * @param tick the last one evaluated, or {@link Ledger#NO_TICK}
 * @param partitions how far each source partition was
 * @param unborn series that were not evaluated yet
 * @param heads what is kept of each series beside its counters, as text
 * @param counters per series and tier: bucket since the epoch to {bad, total}
 * @param waiting tallies of definitions that are not in force yet
 */
public record StoredLedger(
    long tick,
    Map<String, Progress> partitions,
    Set<SeriesKey> unborn,
    Map<String, String> heads,
    Map<SeriesKey, Map<Integer, TreeMap<Long, long[]>>> counters,
    List<byte[]> waiting) {

  /** Reads all entries. */
  public static StoredLedger of(Map<Bytes, byte[]> entries) {
    byte[] clockBytes = entries.get(Bytes.wrap(StoreFormat.CLOCK_KEY));
    StoredClock clock =
        clockBytes == null
            ? new StoredClock(Ledger.NO_TICK, 0, Map.of())
            : StoreFormat.readClock(clockBytes);
    Map<Integer, SeriesKey> numbers = new HashMap<>();
    Set<SeriesKey> unborn = new HashSet<>();
    Map<String, String> heads = new TreeMap<>();
    entries.forEach(
        (key, value) -> {
          if (key.get()[0] == StoreFormat.HEAD) {
            StoredHead head = StoreFormat.readHead(value);
            numbers.put(StoreFormat.number(key.get()), head.series());
            if (head.head().birth() == SeriesEngine.UNBORN) {
              unborn.add(head.series());
            }
            heads.put(
                head.series().id(),
                head.head().birth()
                    + " "
                    + head.head().lastSecond()
                    + " "
                    + new TreeMap<>(head.head().alerts())
                    + " "
                    + head.head().tier());
          }
        });
    Map<SeriesKey, Map<Integer, TreeMap<Long, long[]>>> counters = new TreeMap<>();
    entries.forEach(
        (key, value) -> {
          if (key.get()[0] == StoreFormat.PAGE) {
            TreeMap<Long, long[]> buckets =
                counters
                    .computeIfAbsent(
                        numbers.get(StoreFormat.number(key.get())), series -> new TreeMap<>())
                    .computeIfAbsent(StoreFormat.pageStep(key.get()), tier -> new TreeMap<>());
            CounterPages.read(StoreFormat.pageNumber(key.get()), value, buckets::put);
          }
        });
    List<byte[]> waiting = new ArrayList<>();
    entries.forEach(
        (key, value) -> {
          if (DefinitionsStore.isWaiting(key.get())) {
            waiting.add(DefinitionsStore.readWaiting(key.get(), value).tally());
          }
        });
    return new StoredLedger(clock.tick(), clock.partitions(), unborn, heads, counters, waiting);
  }

  /** Whether the entry says how far the ledger is. */
  public static boolean isClock(Bytes key) {
    return key.equals(Bytes.wrap(StoreFormat.CLOCK_KEY));
  }

  /** The entry that says how far the ledger is, alone. */
  public static StoredLedger ofClock(byte[] bytes) {
    StoredClock clock = StoreFormat.readClock(bytes);
    return new StoredLedger(
        clock.tick(), clock.partitions(), Set.of(), Map.of(), Map.of(), List.of());
  }

  /** Checks that what is loaded from the store hangs together. */
  public static void checkInvariants(KeyValueStore<Bytes, byte[]> store, List<Slo> slos) {
    Ledger ledger = new Ledger(slos, Integer.MAX_VALUE);
    new LedgerStore(store).load(ledger, new Watermarks(List.of(), 0, 0), slos);
    ledger.checkInvariants();
  }
}
