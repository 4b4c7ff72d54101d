package dev.slostreams.topology;

import dev.slostreams.wire.DataState;
import dev.slostreams.wire.LedgerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The view store of a ledger partition, as it is written: how each series stands, put only when it
 * changed, and a record that says as of when, and of how many.
 *
 * <p>Readers on other threads, and on other instances by the changelog, take what they find for
 * whole only if it has as many series as the record says. Owned by one {@link EvaluateProcessor};
 * not thread-safe.
 */
final class Views {

  private final KeyValueStore<String, byte[]> store;
  private LedgerRecord record =
      new LedgerRecord(LedgerRecord.NO_TICK, DataState.INCOMPLETE, List.of(), 0, 0);
  private int series;

  Views(KeyValueStore<String, byte[]> store) {
    this.store = store;
    ids().forEach(id -> series++);
    byte[] stored = store.get(LedgerRecord.KEY);
    if (stored != null) {
      record = LedgerRecord.read(stored);
    }
  }

  void put(String id, byte[] json) {
    if (store.get(id) == null) {
      series++;
    }
    store.put(id, json);
  }

  void putIfAbsent(String id, byte[] json) {
    if (store.get(id) == null) {
      put(id, json);
    }
  }

  void delete(String id) {
    if (store.delete(id) != null) {
      series--;
    }
  }

  /** Deletes all others: they were left by definitions that are gone. */
  void retain(Set<String> ids) {
    ids().stream().filter(id -> !ids.contains(id)).forEach(this::delete);
  }

  /** All that was put until now stands as of this tick. */
  void stamp(long tick, DataState dataState, List<String> missing, long nowMs) {
    long writtenMs = Math.max(nowMs, record.writtenMs() + 1);
    record = new LedgerRecord(tick, dataState, missing, series, writtenMs);
    store.put(LedgerRecord.KEY, record.value());
  }

  /** Series came or went, and the rest stands as before. */
  void stampAgain(long nowMs) {
    stamp(record.at(), record.dataState(), record.missing(), nowMs);
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> ids.add(entry.key));
    }
    ids.remove(LedgerRecord.KEY);
    return ids;
  }
}
