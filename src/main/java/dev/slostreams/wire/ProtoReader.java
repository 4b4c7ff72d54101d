package dev.slostreams.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads protobuf fields one after the other from bytes.
 *
 * <p>{@link #next} moves to the next field of the current message; {@link #enter} makes the message
 * in the current field the current one, {@link #leave} goes back. What is cut off or has an unknown
 * wire type makes it {@link #failed}, and then there is no next field anywhere.
 */
final class ProtoReader {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = {};
  private int at;
  private int end;
  private boolean failed;
  private int field;
  private boolean delimited;
  private long number;
  private int from;
  private int to;

  void reset(byte[] newBytes) {
    bytes = newBytes;
    at = 0;
    end = newBytes.length;
    failed = false;
  }

  boolean failed() {
    return failed;
  }

  /** Moves to the next field; false at the end of the message. */
  boolean next() {
    if (failed || at >= end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    int wireType = (int) tag & 7;
    delimited = wireType == 2;
    from = at;
    to = at;
    switch (wireType) {
      case 0 -> number = varint();
      case 1 -> number = fixed(8);
      case 2 -> bytes();
      case 5 -> number = fixed(4);
      default -> failed = true;
    }
    return !failed;
  }

  /** Number of the current field. */
  int field() {
    return field;
  }

  /** Value of the current field if it is a number; the bits if it is a double. */
  long number() {
    return number;
  }

  /** Where the bytes of the current field begin; equal to {@link #to} if it has none. */
  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** Makes the message in the current field the current one; the result is for {@link #leave}. */
  int enter() {
    int outerEnd = end;
    if (!delimited) {
      failed = true;
      return outerEnd;
    }
    at = from;
    end = to;
    return outerEnd;
  }

  /** Goes back to the message around, behind the field that was entered. */
  void leave(int outerEnd) {
    at = end;
    end = outerEnd;
  }

  /** Goes back to the beginning of the current message. */
  void rewind(int first) {
    at = first;
  }

  private void bytes() {
    long length = varint();
    if (length < 0 || length > end - at) {
      failed = true;
      return;
    }
    from = at;
    to = at + (int) length;
    at = to;
  }

  private long fixed(int size) {
    if (end - at < size) {
      failed = true;
      return 0;
    }
    long value = 0;
    if (size == 8) {
      value = (long) WORD.get(bytes, at);
    } else {
      for (int i = size - 1; i >= 0; i--) {
        value = value << 8 | bytes[at + i] & 0xFF;
      }
    }
    at += size;
    return value;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        break;
      }
      byte b = bytes[at++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    failed = true;
    return 0;
  }
}
