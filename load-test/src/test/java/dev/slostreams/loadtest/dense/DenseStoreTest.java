package dev.slostreams.loadtest.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slostreams.engine.Ledger;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.contenders.Definitions;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.store.LedgerStore;
import dev.slostreams.window.Counts;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DenseStoreTest {

  private static final long UNTIL = 1_767_225_600L; // 2026-01-01T00:00:00Z
  private static final int DAY = 86_400;

  private final List<Slo> slos =
      Definitions.load(Workload.definitions("requests", new Shape(2, 1, 3), 1)).slos();

  @Test
  void everySeriesHoldsWhatWasDrawnForTheWholeWindow() {
    DenseSeries dense = DenseSeries.count(slos.get(0), UNTIL, 10);
    List<SeriesKey> keys =
        slos.stream()
            .flatMap(slo -> List.of("a", "b").stream().map(item -> DenseSeries.key(slo, item)))
            .toList();

    Ledger ledger = new Ledger(slos, 2);
    new LedgerStore(DenseStore.of(() -> dense, slos, keys))
        .load(ledger, DenseStore.noWatermarks(), slos);

    assertEquals(UNTIL, ledger.tick());
    assertEquals(
        Collections.nCopies(4, drawn()),
        ledger.series().stream().map(series -> series.view().counts()).toList());
    ledger.checkInvariants();
  }

  private static Counts drawn() {
    Random random = new Random(7);
    long good = 0;
    long total = 0;
    for (int second = 0; second < DAY; second++) {
      Counts requests = DenseSeries.requests(random, 10);
      good += requests.good();
      total += requests.total();
    }
    return new Counts(good, total);
  }
}
