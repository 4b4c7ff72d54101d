package dev.slostreams.batch;

/** Whole numbers as seven bits per byte, the lowest first; small numbers take one byte. */
final class Varint {

  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private Varint() {}

  /** Bytes that {@link #write} takes for the number, read as unsigned. */
  static int size(long number) {
    int significantBits = Long.SIZE - Long.numberOfLeadingZeros(number | 1);
    return (significantBits + BITS - 1) / BITS;
  }

  /** Writes the number, read as unsigned, and returns where the next byte goes. */
  static int write(byte[] bytes, int at, long number) {
    long rest = number;
    int next = at;
    while ((rest & -MORE) != 0) {
      bytes[next++] = (byte) (rest | MORE);
      rest >>>= BITS;
    }
    bytes[next++] = (byte) rest;
    return next;
  }

  /** Small for numbers near 0 of both signs. */
  static long zigzag(long signed) {
    return (signed << 1) ^ (signed >> 63);
  }

  static long unzigzag(long zigzag) {
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }
}
