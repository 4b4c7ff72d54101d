package dev.slostreams.app;

import dev.slostreams.query.BrokerWatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks the leader of every source partition where it ends. Thread-safe. */
final class SourceLeaders implements BrokerWatch.Question, AutoCloseable {

  private static final int PATIENCE_MS = 5_000; // 5 s
  private static final int RECONNECT_MS = 5_000; // 5 s: the client warns each time

  private final Admin admin;
  private final Supplier<Map<String, Integer>> sources;

  /**
   * Asks nobody yet.
   *
   * @param sources partitions of each topic
   */
  SourceLeaders(AppConfig config, String brokers, Supplier<Map<String, Integer>> sources) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.putIfAbsent(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS);
    this.admin = Admin.create(settings);
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
