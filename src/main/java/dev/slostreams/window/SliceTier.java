package dev.slostreams.window;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened in the time slices of one series. Kept in parts that make up slices as well as
 * minutes, so that a minute can be taken out of a slice.
 *
 * <p>Owned by one {@link SlicedCounters}; not thread-safe. A slice is read into the fields of this
 * object, which hold until the next is read.
 */
final class SliceTier {

  private final Tier parts;
  private final long sliceSeconds;
  private final List<Page> readPages = new ArrayList<>();
  private long good;
  private long total;
  private BigInteger sum = BigInteger.ZERO;

  SliceTier(long sliceSeconds, int code) {
    this.sliceSeconds = sliceSeconds;
    long step = BigInteger.valueOf(sliceSeconds).gcd(BigInteger.valueOf(60)).longValue();
    parts = new Tier((int) step, code);
  }

  Tier parts() {
    return parts;
  }

  /** Number of the slice that holds this second. */
  long sliceOf(long second) {
    return Math.floorDiv(second, sliceSeconds);
  }

  long startOf(long slice) {
    return slice * sliceSeconds;
  }

  void add(long second, Counts counts) {
    parts.add(second, counts.bad(), counts.total());
    parts.addSum(second, counts.sum());
  }

  /** The first slice with an event in {@code [from, to)}, or NONE. */
  long nextUsed(long from, long to) {
    long second = from < to ? parts.nextUsed(startOf(from), startOf(to)) : Tier.NONE;
    return second == Tier.NONE ? Tier.NONE : sliceOf(second);
  }

  /** Reads this slice. */
  void read(long slice) {
    good = 0;
    total = 0;
    sum = BigInteger.ZERO;
    long end = startOf(slice + 1);
    long second = startOf(slice);
    while (second < end) {
      Page page = parts.page(second);
      int bucket = parts.bucket(second);
      long left = (end - second) / parts.stepSeconds();
      int count = (int) Math.min(left, Page.BUCKETS - bucket);
      if (page != null) {
        add(page, bucket, count);
      }
      second += (long) count * parts.stepSeconds();
    }
  }

  long good() {
    return good;
  }

  long total() {
    return total;
  }

  BigInteger sum() {
    return sum;
  }

  /** Packs the pages that were read since this was last called. */
  void packRead() {
    readPages.forEach(parts::packUnlessUsed);
    readPages.clear();
  }

  private void add(Page page, int bucket, int count) {
    if (readPages.isEmpty() || readPages.get(readPages.size() - 1) != page) {
      readPages.add(page);
    }
    for (int i = bucket; i < bucket + count; i++) {
      long partTotal = page.total(i);
      if (partTotal != 0) {
        good += partTotal - page.bad(i);
        total += partTotal;
        BigInteger partSum = page.sum(i);
        sum = partSum.signum() == 0 ? sum : sum.add(partSum);
      }
    }
  }
}
