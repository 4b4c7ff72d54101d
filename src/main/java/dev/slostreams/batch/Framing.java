package dev.slostreams.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Makes frames of what a poll returned: for the source topics, the records of a partition become
 * one record, or a few where they exceed the cap. Everything else passes as it is.
 *
 * <p>A record that stands alone stays plain, which saves the copy when little comes in, unless it
 * carries the marker itself.
 */
final class Framing {

  private static final byte[] NO_VALUE = new byte[0];

  private final Set<String> sourceTopics;
  private final boolean many;
  private final int maxBytes;

  /**
   * Frames records of these topics.
   *
   * @param many whether a frame may hold more than one record
   * @param maxBytes cap of a frame; a single record may exceed it
   */
  Framing(Set<String> sourceTopics, boolean many, int maxBytes) {
    this.sourceTopics = Set.copyOf(sourceTopics);
    this.many = many;
    this.maxBytes = maxBytes;
  }

  boolean isSource(TopicPartition partition) {
    return sourceTopics.contains(partition.topic());
  }

  ConsumerRecords<byte[], byte[]> frame(ConsumerRecords<byte[], byte[]> polled) {
    if (polled.partitions().stream().noneMatch(this::isSource)) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> framed = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
      framed.put(partition, isSource(partition) ? frames(records) : records);
    }
    return new ConsumerRecords<>(framed, polled.nextOffsets());
  }

  private List<ConsumerRecord<byte[], byte[]>> frames(
      List<ConsumerRecord<byte[], byte[]>> records) {
    List<ConsumerRecord<byte[], byte[]>> frames = new ArrayList<>(many ? 1 : records.size());
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < records.size(); i++) {
      if (i > from) {
        int next = Frame.bytesOfNext(records.get(i), records.get(i - 1));
        if (many && Frame.HEAD_BYTES + bytes + (long) next <= maxBytes) {
          bytes += next;
          continue;
        }
        frames.add(carrier(records.subList(from, i), bytes));
        from = i;
      }
      bytes = Frame.bytesOfFirst(records.get(i));
    }
    if (from < records.size()) {
      frames.add(carrier(records.subList(from, records.size()), bytes));
    }
    return frames;
  }

  private static ConsumerRecord<byte[], byte[]> carrier(
      List<ConsumerRecord<byte[], byte[]>> records, int bytes) {
    ConsumerRecord<byte[], byte[]> first = records.get(0);
    if (records.size() == 1 && first.headers().lastHeader(Batch.MARKER) == null) {
      return first;
    }
    byte[] frame = Frame.of(records, bytes);
    return new ConsumerRecord<>(
        first.topic(),
        first.partition(),
        first.offset(),
        first.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        frame.length,
        null,
        frame,
        new RecordHeaders().add(Batch.MARKER, NO_VALUE),
        first.leaderEpoch());
  }
}
