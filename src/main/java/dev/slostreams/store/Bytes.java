package dev.slostreams.store;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes and reads the primitives of our byte layouts: varints, zigzag longs, texts. */
public final class Bytes {

  private Bytes() {}

  /** Appends primitives. */
  public static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    public Writer writeByte(int value) {
      out.write(value);
      return this;
    }

    /** A whole number ≥ 0 in as few bytes as it takes. */
    public Writer writeVarint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
      return this;
    }

    /** Any whole number, small ones in few bytes. */
    public Writer writeLong(long value) {
      return writeVarint((value << 1) ^ (value >> 63));
    }

    public Writer writeText(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      writeVarint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    /** A whole number of any size. */
    public Writer writeNumber(BigInteger number) {
      byte[] bytes = number.toByteArray();
      writeVarint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    public byte[] toBytes() {
      return out.toByteArray();
    }
  }

  /** Reads primitives in the order they were written. */
  public static final class Reader {
    private final byte[] bytes;
    private int at;

    public Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    public int readByte() {
      return bytes[at++];
    }

    public long readVarint() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes[at++];
        value |= (long) (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
      return value;
    }

    public long readLong() {
      long value = readVarint();
      return (value >>> 1) ^ -(value & 1);
    }

    public String readText() {
      int length = (int) readVarint();
      String text = new String(bytes, at, length, StandardCharsets.UTF_8);
      at += length;
      return text;
    }

    /** Everything that has not been read. */
    public byte[] readRest() {
      byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
      at = bytes.length;
      return rest;
    }

    public BigInteger readNumber() {
      int length = (int) readVarint();
      BigInteger number = new BigInteger(bytes, at, length);
      at += length;
      return number;
    }

    /** Reads and gives the version byte, refusing one that is newer than this. */
    public int readVersion(int newest, String what) {
      int version = readByte();
      if (version < 1 || version > newest) {
        throw new IllegalStateException(
            what
                + ": version must be at most "
                + newest
                + ", but was "
                + version
                + "; it was written by a newer slo-streams");
      }
      return version;
    }
  }
}
