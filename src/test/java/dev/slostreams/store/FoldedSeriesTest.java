package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.Ledger;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.window.Counts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/**
 * 1,200 values and 1,000 places: who has a series of its own and who is in {@code __other__} is the
 * same after a restart, and nothing is lost.
 */
class FoldedSeriesTest {

  private static final long NOON = 1_767_268_800; // 2026-01-01T12:00:00Z
  private static final int PLACES = 1_000;
  private static final int VALUES = 1_200;

  private final Slo slo = Slos.availability("cart", "customer");
  private final KeyValueStore<Bytes, byte[]> bytes =
      Stores.inMemoryKeyValueStore("series-store").get();
  private final Watermarks watermarks = new Watermarks(List.of("requests-0"), 60_000, 0);
  private LedgerStore store;

  @Test
  void decisionSurvivesRestartAndEveryEventIsCounted() {
    Ledger before = started();
    everyCustomer().forEach(customer -> before.record(key(customer), NOON, new Counts(1, 2)));
    before.advanceTo(NOON + 1, false);
    store.save(before, watermarks);

    Ledger after = started();
    everyCustomer().forEach(customer -> after.record(key(customer), NOON + 1, new Counts(2, 3)));
    after.advanceTo(NOON + 2, false);

    // all are born in the same second, so the places go by the order of the keys
    Map<String, Counts> expected =
        IntStream.range(0, PLACES)
            .boxed()
            .collect(Collectors.toMap(FoldedSeriesTest::name, i -> new Counts(3, 5)));
    expected.put(SeriesKey.OTHER, new Counts(3L * (VALUES - PLACES), 5L * (VALUES - PLACES)));
    assertThat(counts(after)).isEqualTo(expected);
    assertThat(after.seriesPerSlo()).isEqualTo(Map.of(slo.id(), PLACES));
  }

  @Test
  void valueWithoutAPlaceThatComesBackAfterRestartGoesToOtherAgain() {
    Ledger before = started();
    everyCustomer().forEach(customer -> before.record(key(customer), NOON, new Counts(1, 1)));
    before.advanceTo(NOON + 1, false);
    before.record(key(name(VALUES - 1)), NOON + 1, new Counts(0, 1));
    store.save(before, watermarks);

    Ledger after = started(); // with an event that waits for its tick
    after.advanceTo(NOON + 2, false);

    assertThat(after.find(key(name(VALUES - 1)))).isNull();
    assertThat(counts(after)).containsEntry(SeriesKey.OTHER, new Counts(200, 201));
  }

  private Ledger started() {
    Ledger ledger = new Ledger(List.of(slo), PLACES);
    store = new LedgerStore(bytes);
    assertThat(store.load(ledger, watermarks, List.of(slo))).isEqualTo(LedgerStore.Leftovers.NONE);
    return ledger;
  }

  private static Map<String, Counts> counts(Ledger ledger) {
    return ledger.series().stream()
        .collect(
            Collectors.toMap(
                series -> series.key().labels().get(0).value(), series -> series.view().counts()));
  }

  private static IntStream customers() {
    return IntStream.range(0, VALUES);
  }

  private static List<String> everyCustomer() {
    return customers().mapToObj(FoldedSeriesTest::name).toList();
  }

  private static String name(int customer) {
    return "customer-%04d".formatted(customer);
  }

  private SeriesKey key(String customer) {
    return SeriesKey.of(slo.id(), List.of("customer"), List.of(customer));
  }
}
