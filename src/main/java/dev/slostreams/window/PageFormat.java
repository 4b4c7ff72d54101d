package dev.slostreams.window;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The bytes of a {@link Page}.
 *
 * <pre>
 * page    := 0x01 totals bads        a newer program reads every older version
 *          | 0x02 totals bads sums   written where a sum is other than 0
 * totals  := run of the 60 differences to the bucket before (the first to 0), zigzag
 * bads    := run of the 60 values
 * sums    := ( length number )*      of the 60 values: bytes of a two's complement, big-endian; a
 *                                    varint of their number, 0 bytes for 0
 * run     := ( value | 0x00 zeros )* value is a varint other than 0; zeros is the varint of the
 *                                    number of zeros that follow each other, less one
 * varint  := 7 bits a byte, lowest first, high bit set on all but the last
 * </pre>
 */
final class PageFormat {

  private static final byte WITHOUT_SUMS = 1;
  private static final byte WITH_SUMS = 2;
  private static final int MOST_BYTES = 1 + 2 * Page.BUCKETS * 10;

  private byte[] bytes;
  private int at;

  private PageFormat(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The page; sums may be null. */
  static byte[] pack(long[] bad, long[] total, BigInteger[] sums) {
    PageFormat out = new PageFormat(new byte[MOST_BYTES]);
    boolean withSums = sums != null && hasSum(sums);
    out.bytes[out.at++] = withSums ? WITH_SUMS : WITHOUT_SUMS;
    long[] steps = new long[total.length];
    long before = 0;
    for (int i = 0; i < total.length; i++) {
      long step = total[i] - before;
      steps[i] = (step << 1) ^ (step >> 63);
      before = total[i];
    }
    out.writeRun(steps);
    out.writeRun(bad);
    if (withSums) {
      out.writeSums(sums);
    }
    return Arrays.copyOf(out.bytes, out.at);
  }

  /** Fills the counters; gives the sums, or null where there are none. */
  static BigInteger[] unpack(byte[] packed, long[] bad, long[] total) {
    PageFormat in = new PageFormat(packed);
    byte version = in.bytes[in.at++];
    if (version != WITHOUT_SUMS && version != WITH_SUMS) {
      throw new IllegalStateException(
          "counter page: version must be at most "
              + WITH_SUMS
              + ", but was "
              + version
              + "; it was written by a newer slo-streams");
    }
    in.readRun(total);
    long before = 0;
    for (int i = 0; i < total.length; i++) {
      before += (total[i] >>> 1) ^ -(total[i] & 1);
      total[i] = before;
    }
    in.readRun(bad);
    return version == WITH_SUMS ? in.readSums() : null;
  }

  static BigInteger[] zeros() {
    BigInteger[] sums = new BigInteger[Page.BUCKETS];
    Arrays.fill(sums, BigInteger.ZERO);
    return sums;
  }

  private static boolean hasSum(BigInteger[] sums) {
    for (BigInteger sum : sums) {
      if (sum.signum() != 0) {
        return true;
      }
    }
    return false;
  }

  private void writeSums(BigInteger[] sums) {
    for (BigInteger sum : sums) {
      byte[] number = sum.signum() == 0 ? new byte[0] : sum.toByteArray();
      if (bytes.length < at + 10 + number.length) {
        bytes = Arrays.copyOf(bytes, 2 * (at + 10 + number.length));
      }
      writeVarint(number.length);
      System.arraycopy(number, 0, bytes, at, number.length);
      at += number.length;
    }
  }

  private BigInteger[] readSums() {
    BigInteger[] sums = zeros();
    for (int i = 0; i < sums.length; i++) {
      int length = (int) readVarint();
      if (length > 0) {
        sums[i] = new BigInteger(bytes, at, length);
        at += length;
      }
    }
    return sums;
  }

  private void writeRun(long[] values) {
    for (int i = 0; i < values.length; i++) {
      writeVarint(values[i]);
      if (values[i] == 0) {
        int zeros = 0;
        while (i + 1 < values.length && values[i + 1] == 0) {
          zeros++;
          i++;
        }
        writeVarint(zeros);
      }
    }
  }

  private void readRun(long[] values) {
    int i = 0;
    while (i < values.length) {
      long value = readVarint();
      if (value == 0) {
        int zeros = (int) readVarint() + 1;
        Arrays.fill(values, i, i + zeros, 0);
        i += zeros;
      } else {
        values[i++] = value;
      }
    }
  }

  private void writeVarint(long value) {
    while ((value & ~0x7FL) != 0) {
      bytes[at++] = (byte) (value & 0x7F | 0x80);
      value >>>= 7;
    }
    bytes[at++] = (byte) value;
  }

  private long readVarint() {
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
}
