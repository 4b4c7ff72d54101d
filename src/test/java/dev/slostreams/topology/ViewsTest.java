package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import dev.slostreams.wire.DataState;
import dev.slostreams.wire.LedgerRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers find in the view store: the series, and the record that counts them. */
class ViewsTest {

  private static final String CHANGELOG = "slo-streams-series-view-store-changelog";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Nested
  class Store {

    @TempDir private java.nio.file.Path folder;

    @Test
    void recordCountsTheSeriesThatAreThere() {
      KeyValueStore<String, byte[]> store = store();
      Views views = new Views(store);
      views.put("one", json("1"));
      views.put("two", json("2"));
      views.put("two", json("3"));
      views.delete("one");
      views.delete("none");

      views.stamp(60, DataState.OK, List.of("requests-0"), 61_000);

      assertThat(record(store))
          .isEqualTo(new LedgerRecord(60, DataState.OK, List.of("requests-0"), 1, 61_000));
    }

    @Test
    void recordOfALaterOwnerGoesOnWhereTheLastOneEnded() {
      KeyValueStore<String, byte[]> store = store();
      Views first = new Views(store);
      first.put("kept", json("1"));
      first.put("left", json("2"));
      first.stamp(60, DataState.OK, List.of(), 61_000);

      Views second = new Views(store);
      second.retain(Set.of("kept"));
      second.stampAgain(5_000); // its wall clock is behind

      assertThat(store.get("left")).isNull();
      assertThat(record(store)).isEqualTo(new LedgerRecord(60, DataState.OK, List.of(), 1, 61_001));
    }

    @Test
    void recordBeforeTheFirstTickSaysNone() {
      KeyValueStore<String, byte[]> store = store();

      new Views(store).stamp(LedgerRecord.NO_TICK, DataState.IDLE, List.of(), 1_000);

      assertThat(record(store).at()).isEqualTo(LedgerRecord.NO_TICK);
    }

    private KeyValueStore<String, byte[]> store() {
      Properties settings = new Properties();
      settings.put("application.id", "slo-streams");
      settings.put("bootstrap.servers", "unused:9092");
      MockProcessorContext<Void, Void> context =
          new MockProcessorContext<>(settings, new TaskId(1, 0), folder.toFile());
      KeyValueStore<String, byte[]> store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(Names.VIEW_STORE),
                  Serdes.String(),
                  Serdes.ByteArray())
              .withLoggingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
      return store;
    }

    private static LedgerRecord record(KeyValueStore<String, byte[]> store) {
      return LedgerRecord.read(store.get(LedgerRecord.KEY));
    }

    private static byte[] json(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  @Nested
  class Changelog {

    private final Slo slo = Slos.availability();

    @Test
    void seriesThatStandsAsItDidIsNotWrittenAgain() {
      try (TopologyHarness harness = new TopologyHarness(START, slo)) {
        harness.event(START, 200);
        harness.event(START.plusSeconds(5), 200);
        harness.pass(Duration.ofSeconds(1));
        harness.records(CHANGELOG);

        harness.event(START.plusSeconds(10), 200); // the event of second 5 is evaluated
        harness.pass(Duration.ofSeconds(1));
        var changed = harness.records(CHANGELOG);
        harness.pass(Duration.ofSeconds(1));
        var unchanged = harness.records(CHANGELOG);

        assertThat(changed).extracting(r -> r.key()).contains("availability", "#ledger");
        assertThat(unchanged).extracting(r -> r.key()).containsOnly("#ledger");
      }
    }

    @Test
    void partitionWithoutEventsSaysSo() {
      try (TopologyHarness harness = new TopologyHarness(START, slo)) {
        harness.pass(Duration.ofSeconds(1));

        LedgerRecord record =
            LedgerRecord.read(harness.view(LedgerRecord.KEY).getBytes(StandardCharsets.UTF_8));

        assertThat(record.series()).isZero();
        assertThat(record.at()).isEqualTo(LedgerRecord.NO_TICK);
      }
    }
  }
}
