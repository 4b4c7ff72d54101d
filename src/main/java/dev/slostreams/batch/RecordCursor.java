package dev.slostreams.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Stands on one record of a {@link Batch} after the other: {@code while (cursor.next()) …}.
 *
 * <p>Owned by one thread. Key, value and headers are made only when asked for; {@link #valueArray}
 * with {@link #valueFrom} and {@link #valueLength} shows the value where it lies, without a copy.
 */
public final class RecordCursor {

  private static final int NULL = -1;

  private final byte[] bytes;
  private final boolean framed;
  private final byte[] plainKey;
  private final Headers plainHeaders;
  private int at;
  private int left;
  private long offset;
  private long timestampMs;
  private int keyFrom;
  private int keyLength;
  private int valueFrom;
  private int valueLength;
  private int headersFrom;
  private int headersLength;

  private RecordCursor(byte[] bytes, boolean framed, byte[] plainKey, Headers plainHeaders) {
    this.bytes = bytes;
    this.framed = framed;
    this.plainKey = plainKey;
    this.plainHeaders = plainHeaders;
  }

  /** Before the first record of a frame. */
  static RecordCursor ofFrame(byte[] frame) {
    RecordCursor cursor = new RecordCursor(frame, true, null, null);
    ByteBuffer head = ByteBuffer.wrap(frame);
    cursor.left = head.getInt(2);
    cursor.offset = head.getLong(6) - 1;
    cursor.timestampMs = head.getLong(14);
    cursor.at = Frame.HEAD_BYTES;
    return cursor;
  }

  /** Before a record that is a batch of one. */
  static RecordCursor ofPlain(
      long offset, long timestampMs, byte[] key, byte[] value, Headers headers) {
    RecordCursor cursor = new RecordCursor(value, false, key, headers);
    cursor.left = 1;
    cursor.offset = offset;
    cursor.timestampMs = timestampMs;
    cursor.valueLength = value == null ? NULL : value.length;
    return cursor;
  }

  /** Moves to the next record; false when there is none. */
  public boolean next() {
    if (left == 0) {
      return false;
    }
    left--;
    if (framed) {
      read();
    }
    return true;
  }

  private void read() {
    long place = varint();
    offset += (place >>> 1) + 1;
    timestampMs += Varint.unzigzag(varint());
    keyLength = (int) varint() - 1;
    keyFrom = at;
    at += Math.max(0, keyLength);
    valueLength = (int) varint() - 1;
    valueFrom = at;
    at += Math.max(0, valueLength);
    headersLength = (place & 1) == 0 ? 0 : (int) varint();
    headersFrom = at;
    at += headersLength;
  }

  private long varint() {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      number |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }

  public long offset() {
    return offset;
  }

  /** The record's Kafka timestamp. */
  public long timestampMs() {
    return timestampMs;
  }

  /** A copy of the key, null where the record has none. */
  public byte[] key() {
    return framed ? copy(keyFrom, keyLength) : plainKey;
  }

  /** Whether the key is this one; makes no copy. */
  public boolean hasKey(byte[] key) {
    return framed
        ? keyLength == key.length
            && Arrays.equals(bytes, keyFrom, keyFrom + keyLength, key, 0, key.length)
        : Arrays.equals(plainKey, key);
  }

  /** A copy of the value, null where the record has none. */
  public byte[] value() {
    return framed ? copy(valueFrom, valueLength) : bytes;
  }

  /** The array in which the value lies; not to be written to. */
  public byte[] valueArray() {
    return bytes;
  }

  /** Where in {@link #valueArray} the value begins. */
  public int valueFrom() {
    return valueFrom;
  }

  /** The value's length in bytes, −1 where the record has no value. */
  public int valueLength() {
    return valueLength;
  }

  /** The record's own headers. */
  public Headers headers() {
    if (!framed) {
      return plainHeaders;
    }
    RecordHeaders headers = new RecordHeaders();
    int behind = at;
    at = headersFrom;
    while (at < headersFrom + headersLength) {
      String name = new String(field(), StandardCharsets.UTF_8);
      headers.add(name, field());
    }
    at = behind;
    return headers;
  }

  private byte[] field() {
    int length = (int) varint() - 1;
    int from = at;
    at += Math.max(0, length);
    return copy(from, length);
  }

  private byte[] copy(int from, int length) {
    return length == NULL ? null : Arrays.copyOfRange(bytes, from, from + length);
  }
}
