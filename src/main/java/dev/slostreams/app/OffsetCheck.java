package dev.slostreams.app;

import dev.slostreams.topology.Names;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether the offsets of the application's group fit to what it has counted: events must not be
 * counted a second time. Those that were deleted unread are told by {@link UnreadRecords}.
 */
final class OffsetCheck implements AutoCloseable {

  private static final long WAIT_SECONDS = 30;
  private static final Duration POLL = Duration.ofMillis(200);

  private final AppConfig config;
  private final String bootstrapServers;
  private final Admin admin;

  private OffsetCheck(AppConfig config, String bootstrapServers) {
    this.config = config;
    this.bootstrapServers = bootstrapServers;
    this.admin = TopicSetup.admin(config, bootstrapServers);
  }

  /**
   * Refuses to count anew on top of what is counted.
   *
   * @param topics those that are read, with their partitions
   * @throws CannotRunException with what to do
   */
  static void check(AppConfig config, String bootstrapServers, Map<String, Integer> topics) {
    try (OffsetCheck check = new OffsetCheck(config, bootstrapServers)) {
      check.check(topics);
    }
  }

  private void check(Map<String, Integer> topics) {
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    if (committed.isEmpty()) {
      requireNothingCounted();
    }
    committed
        .keySet()
        .removeIf(one -> one.partition() >= topics.getOrDefault(one.topic(), 0)); // is not read
    Map<TopicPartition, Long> ends = ends(committed.keySet());
    committed.forEach(
        (partition, offset) -> requireNotPast(partition, offset.offset(), ends.get(partition)));
  }

  private void requireNothingCounted() {
    String application = config.applicationId();
    for (String topic :
        List.of(
            Names.changelogTopic(application, Names.SERIES_STORE),
            Names.talliesTopic(application))) {
      if (hasRecords(topic)) {
        throw new CannotRunException(
            "application.id: group '"
                + application
                + "' must have committed offsets, because topic '"
                + topic
                + "' holds what it has counted, but has none (they were deleted, or expired while"
                + " it was stopped): all events would be counted a second time. Either give it"
                + " offsets again: kafka-consumer-groups.sh --group "
                + application
                + " --reset-offsets; or count everything anew: delete the topics that begin with '"
                + application
                + "-'");
      }
    }
  }

  private void requireNotPast(TopicPartition partition, long offset, long end) {
    if (offset > end) {
      String topic = "--topic " + partition.topic() + ":" + partition.partition();
      throw new CannotRunException(
          """
          application.id: group '%s' must have an offset of partition %s up to %d, where it ends, \
          but has %d: what is counted already would be counted a second time. If the partition has \
          lost its end, go on where it ends: kafka-consumer-groups.sh --group %s %s \
          --reset-offsets --to-latest --execute; if the topic was made anew, begin with it: the \
          same with --to-earliest"""
              .formatted(
                  config.applicationId(), partition, end, offset, config.applicationId(), topic));
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() {
    Map<TopicPartition, OffsetAndMetadata> committed =
        new HashMap<>(
            await(
                admin
                    .listConsumerGroupOffsets(config.applicationId())
                    .partitionsToOffsetAndMetadata()));
    committed.values().removeIf(Objects::isNull);
    return committed;
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listOffsets(asked).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CannotRunException(
          "offsets of group '" + config.applicationId() + "': cannot be read: " + e.getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRunException("interrupted while looking for offsets", e);
    }
  }

  /** Whether there is a committed record; a transaction that was aborted leaves none. */
  private boolean hasRecords(String topic) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found == null) {
        return false;
      }
      List<TopicPartition> partitions =
          found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        if (!consumer.poll(POLL).isEmpty()) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO); // what nobody answered in time is not waited for again
  }
}
