package dev.slostreams.loadtest.dense;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.engine.Ledger;
import dev.slostreams.loadtest.Commands;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.Definitions;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.store.LedgerStore;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How much of the heap dense series take, in a process of its own: what is in use after a
 * collection, before and after they are there.
 *
 * <p>Arguments: how many series, and requests a second of each. Its answer is a {@link Heap}.
 */
public final class DenseHeap {

  private static final long UNTIL = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();

  private DenseHeap() {}

  /**
   * Bytes of a series.
   *
   * @param stored of keys and values alone
   * @param store of the store that holds them
   * @param ledger of the ledger made from it, beside the store; both share the bytes of pages
   */
  public record Heap(long stored, long store, long ledger) {}

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    Shape shape = new Shape(1, 1, count);
    List<Slo> slos = Definitions.load(Workload.definitions("heap", shape)).slos();
    DenseSeries dense = DenseSeries.count(slos.get(0), UNTIL, Integer.parseInt(args[1]));
    List<SeriesKey> keys =
        IntStream.range(0, count)
            .mapToObj(item -> DenseSeries.key(slos.get(0), Workload.itemName(item)))
            .toList();
    long before = used();
    KeyValueStore<Bytes, byte[]> store = DenseStore.of(dense::copy, slos, keys);
    long filled = used();
    Ledger ledger = new Ledger(slos, count);
    LedgerStore reader = new LedgerStore(store);
    reader.load(ledger, DenseStore.noWatermarks(), slos);
    long loaded = used();
    Heap heap =
        new Heap(bytes(store) / count, (filled - before) / count, (loaded - filled) / count);
    if (ledger.series().size() != count) {
      throw new IllegalStateException(
          "the ledger must have " + count + " series, but has " + ledger.series().size());
    }
    reader.save(ledger, DenseStore.noWatermarks()); // both are in use until here
    System.out.println(Commands.ANSWER + new ObjectMapper().writeValueAsString(heap));
  }

  private static long bytes(KeyValueStore<Bytes, byte[]> store) {
    List<Long> sizes = new ArrayList<>();
    store.all().forEachRemaining(e -> sizes.add((long) e.key.get().length + e.value.length));
    return sizes.stream().mapToLong(size -> size).sum();
  }

  private static long used() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
