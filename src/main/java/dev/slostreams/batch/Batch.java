package dev.slostreams.batch;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The records of one partition that reach a processor in one call, in the order of their offsets;
 * at least one.
 *
 * <p>A record that {@link Framing} made carries many; any other record is a batch of one. A
 * processor must treat a batch as a whole: nothing of it counts as processed before {@code process}
 * returns, and an exception means that all of it comes again.
 *
 * @param records not to be changed
 */
public record Batch(List<ConsumerRecord<byte[], byte[]>> records) {

  /** The batch that a consumer polled as this record. */
  public static Batch of(ConsumerRecord<byte[], byte[]> record) {
    return carriedBy(record.headers()).orElseGet(() -> new Batch(List.of(record)));
  }

  /** The batch that a processor got as this record. */
  public static Batch of(Record<byte[], byte[]> record, RecordMetadata metadata) {
    return carriedBy(record.headers()).orElseGet(() -> new Batch(List.of(plain(record, metadata))));
  }

  private static Optional<Batch> carriedBy(Headers headers) {
    for (Header header : headers) {
      if (header instanceof BatchHeader batch) {
        return Optional.of(new Batch(batch.records()));
      }
    }
    return Optional.empty();
  }

  private static ConsumerRecord<byte[], byte[]> plain(
      Record<byte[], byte[]> record, RecordMetadata metadata) {
    return new ConsumerRecord<>(
        metadata.topic(),
        metadata.partition(),
        metadata.offset(),
        record.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  public String topic() {
    return records.get(0).topic();
  }

  public int partition() {
    return records.get(0).partition();
  }

  /** Offset of its first record. */
  public long firstOffset() {
    return records.get(0).offset();
  }
}
