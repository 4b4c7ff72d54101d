package dev.slostreams.app;

import dev.slostreams.query.BrokerWatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks the leader of every source partition where it ends. Thread-safe. */
final class SourceLeaders implements BrokerWatch.Question, AutoCloseable {

  private static final int PATIENCE_MS = 5_000; // 5 s

  private final Admin admin;
  private final Supplier<Map<String, Integer>> sources;

  /**
   * Asks nobody yet.
   *
   * @param sources partitions of each topic
   */
  SourceLeaders(AppConfig config, String brokers, Supplier<Map<String, Integer>> sources) {
    this.admin = TopicSetup.admin(config, brokers);
    this.sources = sources;
  }

  @Override
  public void ask() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    sources
        .get()
        .forEach(
            (topic, partitions) -> {
              for (int partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
              }
            });
    admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(PATIENCE_MS)).all().get();
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
