package dev.slostreams.loadtest.dense;

import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.LedgerChanges;
import dev.slostreams.engine.SeriesHead;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.store.LedgerStore;
import dev.slostreams.window.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is stored of a series that had requests in every second of its time window. One is counted
 * by the engine, second by second; others are copies of it under other keys.
 *
 * @param tick the last one evaluated
 */
record DenseSeries(long tick, SeriesHead head, List<StoredPage> pages) {

  private static final int SECONDS_AT_ONCE = 60; // 1 min
  private static final int BAD_OF = 1_000; // one of so many requests

  /** A counter page as it is stored. */
  record StoredPage(int tier, long number, byte[] bytes) {}

  /**
   * Counts one.
   *
   * @param until the tick it ends with
   * @param perSecond requests in the mean; how many there are in a second is random, as when they
   *     know nothing of each other
   */
  static DenseSeries count(Slo slo, long until, int perSecond) {
    Ledger ledger = new Ledger(List.of(slo), 1);
    SeriesKey key = key(slo, "one");
    Random random = new Random(7);
    long first = until - ((TimeWindow.Rolling) slo.timeWindow()).seconds();
    for (long second = first; second < until; second++) {
      ledger.record(key, second, requests(random, perSecond));
      if ((second + 1) % SECONDS_AT_ONCE == 0) {
        ledger.advanceTo(second + 1, false);
      }
    }
    ledger.advanceTo(until, false);
    Collected collected = new Collected();
    ledger.drainChanges(collected);
    return new DenseSeries(until, collected.head, List.copyOf(collected.pages));
  }

  /** The series of an SLO for one item, or its only one. */
  static SeriesKey key(Slo slo, String item) {
    return slo.labelNames().isEmpty()
        ? SeriesKey.of(slo.id())
        : SeriesKey.of(slo.id(), slo.labelNames(), List.of(item));
  }

  /** So many as come in a second, and those of them that are good. */
  static Counts requests(Random random, int perSecond) {
    long total = Math.max(1, Math.round(perSecond + Math.sqrt(perSecond) * random.nextGaussian()));
    double bad = total / (double) BAD_OF;
    long whole = (long) bad;
    return new Counts(total - whole - (random.nextDouble() < bad - whole ? 1 : 0), total);
  }

  /** The same with bytes of its own. */
  DenseSeries copy() {
    return new DenseSeries(
        tick,
        head,
        pages.stream()
            .map(page -> new StoredPage(page.tier(), page.number(), page.bytes().clone()))
            .toList());
  }

  /** Stores it as this series; the bytes are shared. */
  void storeAs(SeriesKey key, LedgerStore store) {
    for (StoredPage page : pages) {
      store.page(key, Cover.NONE, page.tier(), page.number(), page.bytes());
    }
    store.head(key, head);
  }

  private static final class Collected implements LedgerChanges {
    final List<StoredPage> pages = new ArrayList<>();
    SeriesHead head;

    @Override
    public void removed(SeriesKey key) {
      throw new IllegalStateException("a series with requests in every second was forgotten");
    }

    @Override
    public void head(SeriesKey key, SeriesHead now) {
      head = now;
    }

    @Override
    public void page(SeriesKey key, Cover cover, int tier, long number, byte[] bytes) {
      if (bytes != null) {
        pages.add(new StoredPage(tier, number, bytes));
      }
    }
  }
}
