package dev.slostreams.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the alerts topic from a time on and the budgets topic from its end on, every partition,
 * also those that are added. Owned by one thread.
 *
 * <p>Knows how far it has come, so that another consumer can go on there.
 */
final class Tail {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Takes what has come. */
  interface RecordSink {

    void take(ConsumerRecord<byte[], byte[]> record);
  }

  private final FeedSettings settings;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Long> alertsEnd = new HashMap<>();
  private boolean begun;

  Tail(FeedSettings settings) {
    this.settings = settings;
  }

  /**
   * Assigns every partition; where it has not read before it begins anew.
   *
   * @param fromMs Kafka timestamp from which alerts are read
   */
  void assign(Consumer<byte[], byte[]> consumer, long fromMs) {
    List<TopicPartition> alerts = partitions(consumer, settings.alerts());
    List<TopicPartition> budgets = partitions(consumer, settings.budgets());
    List<TopicPartition> all = new ArrayList<>(alerts);
    all.addAll(budgets);
    if (Set.copyOf(all).equals(consumer.assignment())) {
      return;
    }
    consumer.assign(all); // first: the client warns of offsets of partitions that it does not have
    begin(consumer, alerts, fromMs);
    beginAtEnd(consumer, budgets);
    begun = true;
    all.forEach(partition -> consumer.seek(partition, positions.get(partition)));
  }

  /** Hands on what has come, and remembers how far that was. */
  void poll(Consumer<byte[], byte[]> consumer, RecordSink sink) {
    consumer.poll(POLL).forEach(sink::take);
    consumer
        .assignment()
        .forEach(partition -> positions.put(partition, consumer.position(partition)));
  }

  /** Whether all alerts have been read that were there at the beginning. */
  boolean hasCaughtUp() {
    return begun
        && alertsEnd.entrySet().stream()
            .allMatch(end -> positions.get(end.getKey()) >= end.getValue());
  }

  /** Whether it was there at the beginning. */
  boolean isPast(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    return record.offset() < alertsEnd.getOrDefault(partition, 0L);
  }

  private void begin(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> alerts, long fromMs) {
    List<TopicPartition> unread = unread(alerts);
    Map<TopicPartition, Long> times = new HashMap<>();
    unread.forEach(partition -> times.put(partition, fromMs));
    Map<TopicPartition, Long> ends = consumer.endOffsets(unread);
    Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(times);
    for (TopicPartition partition : unread) {
      OffsetAndTimestamp at = begins.get(partition);
      long end = ends.get(partition);
      positions.put(partition, at == null ? end : at.offset());
      alertsEnd.put(partition, end);
    }
  }

  private void beginAtEnd(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> budgets) {
    List<TopicPartition> unread = unread(budgets);
    // a partition that is new while we read has not been read from its beginning
    positions.putAll(begun ? consumer.beginningOffsets(unread) : consumer.endOffsets(unread));
  }

  private List<TopicPartition> unread(Collection<TopicPartition> partitions) {
    return partitions.stream().filter(partition -> !positions.containsKey(partition)).toList();
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions.isEmpty()) {
      throw new KafkaException("topic '" + topic + "' is not there");
    }
    return partitions.stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }
}
