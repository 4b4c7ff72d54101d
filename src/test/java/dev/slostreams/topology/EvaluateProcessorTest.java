package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.Meters;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateProcessorTest {

  @TempDir Path folder;

  /** The simulation found it: Kafka does not fence a transaction without offsets. */
  @Test
  void writesNothingBeforeTheFirstTally() {
    MockProcessorContext<byte[], byte[]> context =
        new MockProcessorContext<>(new Properties(), new TaskId(1, 0), folder.toFile());
    KeyValueStore<Bytes, byte[]> series = Stores.inMemoryKeyValueStore(Names.SERIES_STORE).get();
    KeyValueStore<String, byte[]> views =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(Names.VIEW_STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    views.init(context.getStateStoreContext(), views);
    context.addStateStore(series);
    context.addStateStore(views);
    context.setCurrentSystemTimeMs(1_767_225_600_000L);
    new EvaluateProcessor(wiring()).init(context);

    context.scheduledPunctuators().get(0).getPunctuator().punctuate(1_767_225_700_000L);

    assertThat(series.approximateNumEntries()).isZero();
    assertThat(views.approximateNumEntries()).isZero();
    assertThat(context.forwarded()).isEmpty();
  }

  private static Wiring wiring() {
    return new Wiring(
        "slo-streams",
        List.of(TopologyHarness.SOURCE),
        List.of(Slos.availability()),
        new Wiring.Topics(
            "alerts",
            "alert-states",
            "budgets",
            "dead-letters",
            "watchdog",
            Map.of(TopologyHarness.SOURCE.topic(), 1),
            1),
        Timing.DEFAULT,
        1_000,
        Meters.unread());
  }
}
