package dev.slostreams.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Writes the bytes of a batch of records of one partition, for {@link RecordCursor} to read in the
 * same process. They are never stored, so there is one version only.
 *
 * <pre>
 * frame   = magic(1: 0xB5) version(1: 1) count(4) baseOffset(8) baseTimestamp(8) record*
 * record  = place time key value [headers]
 * place   = varint((offset − previous offset − 1) · 2 + (1 if it has headers, else 0))
 * time    = varint(zigzag(timestamp − previous timestamp))
 * key     = bytes
 * value   = bytes
 * bytes   = varint(length + 1) byte*                 ; varint 0 is null
 * headers = varint(length of what follows) header*
 * header  = name(bytes, UTF-8) value(bytes)
 * </pre>
 *
 * Numbers of fixed size are big-endian. Before the first record the previous offset is {@code
 * baseOffset − 1} and the previous timestamp {@code baseTimestamp}. A record without headers has no
 * byte for them.
 */
final class Frame {

  static final byte MAGIC = (byte) 0xB5;
  static final byte VERSION = 1;
  static final int HEAD_BYTES = 1 + 1 + 4 + 8 + 8;

  private final byte[] bytes;
  private int at = HEAD_BYTES;

  private Frame(int recordBytes) {
    this.bytes = new byte[HEAD_BYTES + recordBytes];
  }

  /** The frame of the records, which take {@code recordBytes} in all. */
  static byte[] of(List<ConsumerRecord<byte[], byte[]>> records, int recordBytes) {
    ConsumerRecord<byte[], byte[]> first = records.get(0);
    Frame frame = new Frame(recordBytes);
    ByteBuffer.wrap(frame.bytes)
        .put(MAGIC)
        .put(VERSION)
        .putInt(records.size())
        .putLong(first.offset())
        .putLong(first.timestamp());
    long offset = first.offset() - 1;
    long timestamp = first.timestamp();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      frame.put(record, offset, timestamp);
      offset = record.offset();
      timestamp = record.timestamp();
    }
    return frame.bytes;
  }

  /** Bytes that the record takes as the first of a frame. */
  static int bytesOfFirst(ConsumerRecord<byte[], byte[]> record) {
    return bytesOf(record, record.offset() - 1, record.timestamp());
  }

  /** Bytes that the record takes behind another one. */
  static int bytesOfNext(
      ConsumerRecord<byte[], byte[]> record, ConsumerRecord<byte[], byte[]> previous) {
    return bytesOf(record, previous.offset(), previous.timestamp());
  }

  private static int bytesOf(
      ConsumerRecord<byte[], byte[]> record, long previousOffset, long previousTimestamp) {
    int headers = headersLength(record.headers());
    return Varint.size(place(record, previousOffset, headers))
        + Varint.size(Varint.zigzag(record.timestamp() - previousTimestamp))
        + bytesOf(record.key())
        + bytesOf(record.value())
        + (headers == 0 ? 0 : Varint.size(headers) + headers);
  }

  private static int headersLength(Headers headers) {
    int length = 0;
    for (Header header : headers.toArray()) {
      length += bytesOf(utf8(header)) + bytesOf(header.value());
    }
    return length;
  }

  private static int bytesOf(byte[] field) {
    return field == null ? 1 : Varint.size(field.length + 1L) + field.length;
  }

  private static long place(
      ConsumerRecord<byte[], byte[]> record, long previousOffset, int headers) {
    return (record.offset() - previousOffset - 1) * 2 + (headers == 0 ? 0 : 1);
  }

  private static byte[] utf8(Header header) {
    return header.key().getBytes(StandardCharsets.UTF_8);
  }

  private void put(
      ConsumerRecord<byte[], byte[]> record, long previousOffset, long previousTimestamp) {
    int headers = headersLength(record.headers());
    at = Varint.write(bytes, at, place(record, previousOffset, headers));
    at = Varint.write(bytes, at, Varint.zigzag(record.timestamp() - previousTimestamp));
    put(record.key());
    put(record.value());
    if (headers > 0) {
      at = Varint.write(bytes, at, headers);
      for (Header header : record.headers()) {
        put(utf8(header));
        put(header.value());
      }
    }
  }

  private void put(byte[] field) {
    if (field == null) {
      at = Varint.write(bytes, at, 0);
    } else {
      at = Varint.write(bytes, at, field.length + 1L);
      System.arraycopy(field, 0, bytes, at, field.length);
      at += field.length;
    }
  }
}
