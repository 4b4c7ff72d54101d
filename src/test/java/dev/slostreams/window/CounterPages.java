package dev.slostreams.window;

import java.util.function.BiConsumer;

/** What stands in counter pages as they are stored, for a test that reads them on its own. */
public final class CounterPages {

  private CounterPages() {}

  /** Tells each bucket other than 0: its number since the epoch, and {bad, total}. */
  public static void read(long page, byte[] bytes, BiConsumer<Long, long[]> bucket) {
    long[] bad = new long[Page.BUCKETS];
    long[] total = new long[Page.BUCKETS];
    PageFormat.unpack(bytes, bad, total);
    for (int i = 0; i < Page.BUCKETS; i++) {
      if (bad[i] != 0 || total[i] != 0) {
        bucket.accept(page * Page.BUCKETS + i, new long[] {bad[i], total[i]});
      }
    }
  }
}
