package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.Ledger;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.CompositeScripts;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.SeriesScripts;
import dev.slostreams.testing.SeriesScripts.Step;
import dev.slostreams.watermark.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A ledger with a composite goes on as if nothing had happened, wherever it is restored. */
class CompositeStorePropertyTest {

  private static final int MAX_SERIES = 3;

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void restoringAtAnyPointChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Slo composite = CompositeScripts.composite(random, "region");
    List<Slo> slos = CompositeScripts.slos(composite);
    List<Step> steps =
        SeriesScripts.withTicks(random, CompositeScripts.counts(random, composite, true));
    Watermarks watermarks = new Watermarks(List.of("requests-0"), 60_000, 0);
    KeyValueStore<Bytes, byte[]> bytes = Stores.inMemoryKeyValueStore("series-store").get();
    LedgerStore store = new LedgerStore(bytes);
    Ledger restored = begun(slos);
    store.load(restored, watermarks, slos);
    Ledger unbroken = begun(slos);
    List<String> expected = new ArrayList<>();
    List<String> transitions = new ArrayList<>();

    for (Step step : steps) {
      expected.addAll(SeriesScripts.play(step, unbroken));
      transitions.addAll(SeriesScripts.play(step, restored));
      store.save(restored, watermarks);
      if (random.nextInt(9) == 0) {
        restored = new Ledger(slos, MAX_SERIES);
        store = new LedgerStore(bytes);
        assertThat(store.load(restored, watermarks, slos)).isEqualTo(LedgerStore.Leftovers.NONE);
      }
    }

    assertThat(transitions).as("seed %d", seed).isEqualTo(expected);
    assertThat(views(restored)).as("seed %d", seed).isEqualTo(views(unbroken));
  }

  private static Ledger begun(List<Slo> slos) {
    Ledger ledger = new Ledger(slos, MAX_SERIES);
    ledger.advanceTo(LedgerScripts.EPOCH, false);
    return ledger;
  }

  private static List<String> views(Ledger ledger) {
    return ledger.series().stream().map(series -> series.view().toString()).toList();
  }
}
