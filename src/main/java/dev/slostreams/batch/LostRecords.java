package dev.slostreams.batch;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * What it means when a consumer stands outside of a partition. Before its beginning, records were
 * deleted unread: that is told, and Kafka Streams goes on at the beginning. Past its end, the
 * partition has lost its end or was made anew: going on at the beginning would count a second time
 * what is counted already, so the thread dies.
 */
final class LostRecords {

  private final Consumer<byte[], byte[]> consumer;
  private final DeletedRecords deleted;

  LostRecords(Consumer<byte[], byte[]> consumer, DeletedRecords deleted) {
    this.consumer = consumer;
    this.deleted = deleted;
  }

  /**
   * Tells what was deleted unread.
   *
   * @throws IllegalStateException where a partition ends before the consumer's position
   */
  void tell(OffsetOutOfRangeException outside) {
    Map<TopicPartition, Long> positions = outside.offsetOutOfRangePartitions();
    Set<TopicPartition> partitions = new HashSet<>(positions.keySet());
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    positions.forEach((partition, at) -> requireNotPast(partition, at, beginnings.get(partition)));
    positions.forEach(
        (partition, at) -> deleted.tell(partition, at, beginnings.get(partition) - at));
  }

  private static void requireNotPast(TopicPartition partition, long position, long beginning) {
    if (position >= beginning) {
      throw new IllegalStateException(
          "partition "
              + partition
              + ": must reach to offset "
              + position
              + ", up to which it is counted, but does not any more (it has lost its end, or its"
              + " topic was made anew); at the next start it says how to go on");
    }
  }
}
