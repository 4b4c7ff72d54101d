package dev.slostreams.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf fields one after the other. */
final class ProtoBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ProtoBytes varint(int field, long value) {
    raw((long) field << 3);
    raw(value);
    return this;
  }

  ProtoBytes fixed64(int field, long value) {
    raw((long) field << 3 | 1);
    little(value, 8);
    return this;
  }

  ProtoBytes fixed32(int field, int value) {
    raw((long) field << 3 | 5);
    little(value, 4);
    return this;
  }

  ProtoBytes bytes(int field, byte[] value) {
    raw((long) field << 3 | 2);
    raw(value.length);
    out.writeBytes(value);
    return this;
  }

  ProtoBytes text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtoBytes message(int field, ProtoBytes value) {
    return bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void little(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  private void raw(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
