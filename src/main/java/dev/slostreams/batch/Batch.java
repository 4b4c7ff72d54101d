package dev.slostreams.batch;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The records of one partition that reach a processor in one call, in the order of their offsets.
 *
 * <p>A record that carries the header {@link #MARKER} is a frame of many; any other record is a
 * batch of one. A processor must treat a batch as a whole: nothing of it counts as processed before
 * {@code process} returns, and an exception means that all of it comes again.
 */
public final class Batch {

  /**
   * Name of the header that tells a frame from a plain record. A record of a source topic cannot
   * forge it: one that carries the name arrives inside a frame.
   */
  public static final String MARKER = "slo-streams.batch";

  private final ConsumerRecord<byte[], byte[]> carrier;
  private final boolean framed;

  private Batch(ConsumerRecord<byte[], byte[]> carrier) {
    this.carrier = carrier;
    this.framed = carrier.headers().lastHeader(MARKER) != null;
    if (framed) {
      requireFrame(carrier);
    }
  }

  /** What {@link #forEach} is called with; the arrays belong to the callee. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * One record.
     *
     * @param timestampMs the record's Kafka timestamp
     * @param key null where the record has none
     * @param value null where the record has none
     */
    void record(long offset, long timestampMs, byte[] key, byte[] value, Headers headers);
  }

  /** The batch that a consumer polled as this record. */
  public static Batch of(ConsumerRecord<byte[], byte[]> record) {
    return new Batch(record);
  }

  /** The batch that a processor got as this record. */
  public static Batch of(Record<byte[], byte[]> record, RecordMetadata metadata) {
    ConsumerRecord<byte[], byte[]> carrier =
        new ConsumerRecord<>(
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
    return new Batch(carrier);
  }

  private static void requireFrame(ConsumerRecord<byte[], byte[]> carrier) {
    byte[] frame = carrier.value();
    if (frame == null
        || frame.length < Frame.HEAD_BYTES
        || frame[0] != Frame.MAGIC
        || frame[1] != Frame.VERSION) {
      throw new IllegalStateException(
          "batch of '"
              + carrier.topic()
              + "-"
              + carrier.partition()
              + "' at offset "
              + carrier.offset()
              + ": must be a frame of version "
              + Frame.VERSION
              + ", but was not (this is a bug in slo-streams)");
    }
  }

  public String topic() {
    return carrier.topic();
  }

  public int partition() {
    return carrier.partition();
  }

  /** Offset of its first record. */
  public long firstOffset() {
    return carrier.offset();
  }

  /** A cursor before its first record. */
  public RecordCursor cursor() {
    return framed
        ? RecordCursor.ofFrame(carrier.value())
        : RecordCursor.ofPlain(
            carrier.offset(),
            carrier.timestamp(),
            carrier.key(),
            carrier.value(),
            carrier.headers());
  }

  /** Calls the visitor with each record in order. */
  public void forEach(Visitor visitor) {
    RecordCursor cursor = cursor();
    while (cursor.next()) {
      visitor.record(
          cursor.offset(), cursor.timestampMs(), cursor.key(), cursor.value(), cursor.headers());
    }
  }
}
