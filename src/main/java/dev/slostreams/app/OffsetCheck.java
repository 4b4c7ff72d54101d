package dev.slostreams.app;

import dev.slostreams.topology.Names;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whether the application would count a second time: its group has no offsets any more, because
 * somebody deleted them or they expired, while its changelog still holds what it has counted, or
 * tallies wait to be counted.
 */
final class OffsetCheck {

  private static final long WAIT_SECONDS = 30;
  private static final Duration POLL = Duration.ofMillis(200);

  private OffsetCheck() {}

  /**
   * Refuses to count anew on top of what is counted.
   *
   * @throws CannotRunException with what to do
   */
  static void requireNoRecount(AppConfig config, String bootstrapServers) {
    String application = config.applicationId();
    if (hasOffsets(config, bootstrapServers)) {
      return;
    }
    for (String topic :
        List.of(
            Names.changelogTopic(application, Names.SERIES_STORE),
            Names.talliesTopic(application))) {
      if (hasRecords(config, bootstrapServers, topic)) {
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

  private static boolean hasOffsets(AppConfig config, String bootstrapServers) {
    String group = config.applicationId();
    Admin admin = TopicSetup.admin(config, bootstrapServers);
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(WAIT_SECONDS, TimeUnit.SECONDS)
          .values()
          .stream()
          .anyMatch(offset -> offset != null);
    } catch (ExecutionException | TimeoutException e) {
      throw new CannotRunException(
          "offsets of group '" + group + "': cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRunException("interrupted while looking for offsets", e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /** Whether there is a committed record; a transaction that was aborted leaves none. */
  private static boolean hasRecords(AppConfig config, String bootstrapServers, String topic) {
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
}
