package dev.slostreams.store;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes and reads the primitives of our byte layouts: varints, zigzag longs, texts. */
public final class Bytes {

  private static final int MOST_OF_VARINT = 10;

  private Bytes() {}

  /** Appends primitives. */
  public static final class Writer {
    private byte[] bytes = new byte[64];
    private int size;

    public Writer writeByte(int value) {
      ensure(1);
      bytes[size++] = (byte) value;
      return this;
    }

    /** A whole number ≥ 0 in as few bytes as it takes. */
    public Writer writeVarint(long value) {
      ensure(MOST_OF_VARINT);
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes[size++] = (byte) (rest & 0x7F | 0x80);
        rest >>>= 7;
      }
      bytes[size++] = (byte) rest;
      return this;
    }

    /** Any whole number, small ones in few bytes. */
    public Writer writeLong(long value) {
      return writeVarint((value << 1) ^ (value >> 63));
    }

    public Writer writeText(String text) {
      return writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A whole number of any size. */
    public Writer writeNumber(BigInteger number) {
      return writeBytes(number.toByteArray());
    }

    public byte[] toBytes() {
      return Arrays.copyOf(bytes, size);
    }

    /** Their number, and these bytes. */
    private Writer writeBytes(byte[] all) {
      writeVarint(all.length);
      ensure(all.length);
      System.arraycopy(all, 0, bytes, size, all.length);
      size += all.length;
      return this;
    }

    private void ensure(int more) {
      if (bytes.length - size < more) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
      }
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
