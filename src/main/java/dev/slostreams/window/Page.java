package dev.slostreams.window;

import java.math.BigInteger;

/**
 * Sixty neighbouring counters of one tier, open as arrays or packed as bytes.
 *
 * <p>A page that nobody writes or reads at the moment is kept packed: a dense page of minutes takes
 * about a tenth of its open size.
 */
final class Page {

  static final int BUCKETS = 60;

  private byte[] packed;
  private long[] bad;
  private long[] total;

  /* Null where no values are added, and while the page is packed. */
  private BigInteger[] sum;
  private int readers;

  /** An open page of zeros. */
  Page() {
    bad = new long[BUCKETS];
    total = new long[BUCKETS];
  }

  /** A page as it was packed; the bytes are shared, not copied. */
  Page(byte[] packed) {
    this.packed = packed;
  }

  long bad(int bucket) {
    open();
    return bad[bucket];
  }

  long total(int bucket) {
    open();
    return total[bucket];
  }

  BigInteger sum(int bucket) {
    open();
    return sum == null ? BigInteger.ZERO : sum[bucket];
  }

  void add(int bucket, long addedBad, long addedTotal) {
    open();
    bad[bucket] += addedBad;
    total[bucket] += addedTotal;
    packed = null;
  }

  /** Adds to the sum of a bucket; its counters have been added to. */
  void addSum(int bucket, BigInteger added) {
    open();
    if (sum == null) {
      sum = PageFormat.zeros();
    }
    sum[bucket] = sum[bucket].add(added);
    packed = null;
  }

  /** The bad of the buckets in {@code [from, to)}. */
  long bad(int from, int to) {
    open();
    return sum(bad, from, to);
  }

  /** The totals of the buckets in {@code [from, to)}. */
  long total(int from, int to) {
    open();
    return sum(total, from, to);
  }

  private static long sum(long[] counts, int from, int to) {
    long sum = 0;
    for (int bucket = from; bucket < to; bucket++) {
      sum += counts[bucket];
    }
    return sum;
  }

  /** The first bucket from {@code bucket} on whose total is not 0, or {@link #BUCKETS}. */
  int nextUsed(int bucket) {
    open();
    int next = bucket;
    while (next < BUCKETS && total[next] == 0) {
      next++;
    }
    return next;
  }

  /** The last bucket whose total is not 0, or −1. */
  int lastUsed() {
    open();
    int bucket = BUCKETS - 1;
    while (bucket >= 0 && total[bucket] == 0) {
      bucket--;
    }
    return bucket;
  }

  /** Someone will read this page bucket by bucket: keep it open until {@link #unpin}. */
  void pin() {
    readers++;
  }

  void unpin() {
    readers--;
  }

  /** Gives the arrays back where nobody reads them. */
  void packIfUnread() {
    if (readers == 0 && total != null) {
      bytes();
      bad = null;
      total = null;
      sum = null;
    }
  }

  /** The packed form; shared, not to be changed. */
  byte[] bytes() {
    if (packed == null) {
      packed = PageFormat.pack(bad, total, sum);
    }
    return packed;
  }

  private void open() {
    if (total == null) {
      bad = new long[BUCKETS];
      total = new long[BUCKETS];
      sum = PageFormat.unpack(packed, bad, total);
    }
  }
}
