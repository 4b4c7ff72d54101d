package dev.slostreams.loadtest.dense;

import dev.slostreams.engine.Ledger;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.store.LedgerStore;
import dev.slostreams.watermark.Watermarks;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The series store of a ledger partition, filled with dense series. */
final class DenseStore {

  private DenseStore() {}

  /**
   * The store as the program would have it, in memory, after it had counted all of them.
   *
   * @param each the next of them; all of one tick
   */
  static KeyValueStore<Bytes, byte[]> of(
      Supplier<DenseSeries> each, Collection<Slo> slos, Collection<SeriesKey> series) {
    KeyValueStore<Bytes, byte[]> store = empty();
    Ledger ledger = new Ledger(slos, series.size());
    Watermarks nothing = noWatermarks();
    LedgerStore writer = new LedgerStore(store);
    writer.load(ledger, nothing, slos);
    series.forEach(key -> each.get().storeAs(key, writer));
    ledger.resume(each.get().tick(), Map.of());
    writer.save(ledger, nothing); // the clock
    return store;
  }

  static Watermarks noWatermarks() {
    return new Watermarks(List.of(), 0, 0);
  }

  private static KeyValueStore<Bytes, byte[]> empty() {
    return Stores.inMemoryKeyValueStore("dense").get();
  }
}
