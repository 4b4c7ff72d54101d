package dev.slostreams.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * Makes frames of what a poll returned: the records of a partition become one record that carries
 * them, or a few where they exceed the cap. Nothing is copied. What is of other topics, and a
 * record that stands alone, passes as it is.
 */
final class Framing {

  private static final byte[] NO_VALUE = new byte[0];

  private final Set<String> topics;
  private final boolean many;
  private final int maxBytes;

  /**
   * Frames records of these topics.
   *
   * @param many whether a frame may hold more than one record
   * @param maxBytes cap of the keys and values in a frame; a single record may exceed it
   */
  Framing(Set<String> topics, boolean many, int maxBytes) {
    this.topics = Set.copyOf(topics);
    this.many = many;
    this.maxBytes = maxBytes;
  }

  ConsumerRecords<byte[], byte[]> frame(ConsumerRecords<byte[], byte[]> polled) {
    if (polled.isEmpty()) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> framed = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
      framed.put(partition, topics.contains(partition.topic()) ? frames(records) : records);
    }
    return new ConsumerRecords<>(framed, polled.nextOffsets());
  }

  private List<ConsumerRecord<byte[], byte[]>> frames(
      List<ConsumerRecord<byte[], byte[]>> records) {
    if (!many) {
      return records;
    }
    List<ConsumerRecord<byte[], byte[]>> frames = new ArrayList<>(1);
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < records.size(); i++) {
      int next = bytesOf(records.get(i));
      if (i > from && bytes + next > maxBytes) {
        frames.add(carrier(records.subList(from, i)));
        from = i;
        bytes = 0;
      }
      bytes += next;
    }
    if (from < records.size()) {
      frames.add(carrier(records.subList(from, records.size())));
    }
    return frames;
  }

  private static int bytesOf(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }

  private static ConsumerRecord<byte[], byte[]> carrier(
      List<ConsumerRecord<byte[], byte[]>> records) {
    ConsumerRecord<byte[], byte[]> first = records.get(0);
    if (records.size() == 1) {
      return first;
    }
    return new ConsumerRecord<>(
        first.topic(),
        first.partition(),
        first.offset(),
        first.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        null,
        NO_VALUE,
        headers(first).add(new BatchHeader(records)),
        first.leaderEpoch());
  }

  /** Empty ones: Kafka has no public class of headers, but each new record brings some. */
  private static Headers headers(ConsumerRecord<byte[], byte[]> of) {
    return new ConsumerRecord<>(of.topic(), of.partition(), of.offset(), null, null).headers();
  }
}
