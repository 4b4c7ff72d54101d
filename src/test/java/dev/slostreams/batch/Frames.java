package dev.slostreams.batch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** What a poll hands to Kafka Streams, for a test that has no consumer. */
public final class Frames {

  private Frames() {}

  /** The records of one poll of one partition, in frames of at most so many bytes. */
  public static List<ConsumerRecord<byte[], byte[]>> of(
      TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, int maxBytes) {
    if (records.isEmpty()) {
      return records;
    }
    return new Framing(Set.of(partition.topic()), true, maxBytes)
        .frame(new ConsumerRecords<>(Map.of(partition, records), Map.of()))
        .records(partition);
  }
}
