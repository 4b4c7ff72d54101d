package dev.slostreams.window;

import java.util.Arrays;

/**
 * The bytes of a {@link Page}.
 *
 * <pre>
 * page    := version totals bads
 * version := 0x01                    a newer program reads every older version
 * totals  := run of the 60 differences to the bucket before (the first to 0), zigzag
 * bads    := run of the 60 values
 * run     := ( value | 0x00 zeros )* value is a varint other than 0; zeros is the varint of the
 *                                    number of zeros that follow each other, less one
 * varint  := 7 bits a byte, lowest first, high bit set on all but the last
 * </pre>
 */
final class PageFormat {

  private static final byte VERSION = 1;
  private static final int MOST_BYTES = 1 + 2 * Page.BUCKETS * 10;

  private final byte[] bytes;
  private int at;

  private PageFormat(byte[] bytes) {
    this.bytes = bytes;
  }

  static byte[] pack(long[] bad, long[] total) {
    PageFormat out = new PageFormat(new byte[MOST_BYTES]);
    out.bytes[out.at++] = VERSION;
    long[] steps = new long[total.length];
    long before = 0;
    for (int i = 0; i < total.length; i++) {
      long step = total[i] - before;
      steps[i] = (step << 1) ^ (step >> 63);
      before = total[i];
    }
    out.writeRun(steps);
    out.writeRun(bad);
    return Arrays.copyOf(out.bytes, out.at);
  }

  static void unpack(byte[] packed, long[] bad, long[] total) {
    PageFormat in = new PageFormat(packed);
    byte version = in.bytes[in.at++];
    if (version != VERSION) {
      throw new IllegalStateException(
          "counter page: version must be at most "
              + VERSION
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
