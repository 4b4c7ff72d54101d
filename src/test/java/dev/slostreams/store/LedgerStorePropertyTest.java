package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.Ledger;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.ReferenceLedger;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.watermark.Watermarks;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A ledger that is stored and loaded at any point goes on as if nothing had happened. */
class LedgerStorePropertyTest {

  private static final int MAX_SERIES = 10;

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void restoringAtAnyPointChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    restoredAtAnyPoint(seed, random, LedgerScripts.slo(random));
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void restoringSlicesAtAnyPointChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    restoredAtAnyPoint(seed, random, SlicedSlos.random(random));
  }

  private static void restoredAtAnyPoint(long seed, Random random, Slo slo) {
    List<long[]> script = LedgerScripts.script(random);
    ReferenceLedger reference = new ReferenceLedger(slo, 10, LedgerScripts.EPOCH);
    KeyValueStore<Bytes, byte[]> bytes = Stores.inMemoryKeyValueStore("series-store").get();
    LedgerStore[] store = {new LedgerStore(bytes)};
    Watermarks watermarks = new Watermarks(List.of("requests-0"), 60_000, 0);
    Ledger first = new Ledger(List.of(slo), MAX_SERIES);
    store[0].load(first, watermarks, List.of(slo));

    List<String> transitions =
        LedgerScripts.play(
            first,
            reference,
            slo,
            script,
            ledger -> {
              store[0].save(ledger, watermarks);
              if (random.nextInt(3) > 0) {
                return ledger;
              }
              Ledger restored = new Ledger(List.of(slo), MAX_SERIES);
              store[0] = new LedgerStore(bytes);
              assertThat(store[0].load(restored, watermarks, List.of(slo)))
                  .isEqualTo(LedgerStore.Leftovers.NONE);
              return restored;
            });

    assertThat(transitions).as("seed %d, %s", seed, slo).isEqualTo(reference.transitions());
  }
}
