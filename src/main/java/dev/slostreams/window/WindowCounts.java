package dev.slostreams.window;

import java.math.BigInteger;

/**
 * The counts of one window at the current tick, as the exact weighted sum of semantics.md §2.
 *
 * <p>Counts are given times {@link #scale()}: then they are whole numbers although the oldest
 * bucket counts with a share. Owned by one {@link SeriesCounters}; not thread-safe.
 */
public final class WindowCounts implements UnitCounts {

  private final Tier tier;
  private final WindowStart windowStart;
  private final boolean wholeBuckets;

  private long oldestStart;
  private long bad;
  private long total;
  private long oldestBad;
  private long oldestTotal;
  private long outside;
  private Page page;
  private long pageNumber = Tier.NONE;

  /*
   *        oldestStart      tick − length                                 tick
   *            |  outside      |                                            |
   *            [   oldest bucket   ][ bucket ][ bucket ] ...      [ bucket  )
   *
   * bad and total are the sums over [oldestStart, tick): the oldest bucket is in them whole. Its
   * share outside of the window is taken off when the counts are read:
   *
   *     scale · count = step · sum − outside · oldest
   *
   * Invariants: oldestStart = ⌊(tick − length)/step⌋ · step; outside = tick − length − oldestStart;
   * the sums equal what the tier holds. The time window of the budget takes the oldest bucket whole.
   * In a calendar-aligned window the start of the period stands for tick − length.
   */
  WindowCounts(Tier tier, WindowStart windowStart, boolean wholeBuckets) {
    this.tier = tier;
    this.windowStart = windowStart;
    this.wholeBuckets = wholeBuckets;
  }

  @Override
  public long length() {
    return windowStart.lengthSeconds();
  }

  @Override
  public long scale() {
    return wholeBuckets ? 1 : tier.stepSeconds();
  }

  @Override
  public boolean isEmpty() {
    return total == 0;
  }

  @Override
  public boolean isAllGood() {
    return bad == 0;
  }

  /** Whether the window's total, with the share of its oldest bucket, is at least this. */
  @Override
  public boolean isAtLeast(long events) {
    return scaledTotal().compareTo(BigInteger.valueOf(events).multiply(BigInteger.valueOf(scale())))
        >= 0;
  }

  @Override
  public BigInteger scaledBad() {
    return scaled(bad, oldestBad);
  }

  @Override
  public BigInteger scaledTotal() {
    return scaled(total, oldestTotal);
  }

  @Override
  public double approximateBad() {
    return approximate(bad, oldestBad);
  }

  @Override
  public double approximateTotal() {
    return approximate(total, oldestTotal);
  }

  /** Whole counts over {@code [⌊(tick − length)/step⌋ · step, tick)}. */
  @Override
  public Counts wholeCounts() {
    return new Counts(total - bad, total);
  }

  /** The first second that the window covers, with whatever share. */
  long oldestStart() {
    return oldestStart;
  }

  /** Whether the bucket that leaves next holds anything. */
  boolean isOldestUsed() {
    return oldestTotal != 0;
  }

  /** Counts this in the window if it is covered; the tier has it already. */
  void add(long second, long addedBad, long addedTotal) {
    if (second >= oldestStart) {
      bad += addedBad;
      total += addedTotal;
      if (second < oldestStart + tier.stepSeconds()) {
        oldestBad += addedBad;
        oldestTotal += addedTotal;
      }
    }
  }

  /** Lets go what is no longer covered at this tick; everything before it has been added. */
  void moveTo(long tick) {
    long edge = windowStart.at(tick);
    long start = tier.bucketStart(edge);
    if (start > oldestStart && windowStart.isOfPeriod()) {
      rebuild(tick);
      return;
    }
    if (total == 0 && start > oldestStart) {
      oldestStart = start; // which holds nothing either: there is no need to look
      oldestBad = 0;
      oldestTotal = 0;
      letGoOfPage();
    }
    while (oldestStart < start) {
      bad -= oldestBad;
      total -= oldestTotal;
      oldestStart = total == 0 ? start : nextOldest(start);
      readOldest();
    }
    outside = wholeBuckets ? 0 : edge - oldestStart;
  }

  /** Sums the tier anew. */
  void rebuild(long tick) {
    long edge = windowStart.at(tick);
    oldestStart = tier.bucketStart(edge);
    Tier.Sum held = tier.sum(oldestStart, tick);
    bad = held.bad();
    total = held.total();
    readOldest();
    outside = wholeBuckets ? 0 : edge - oldestStart;
  }

  /** Fails where the sums are not what the tier holds. */
  void checkAgainstTier(long tick) {
    WindowCounts fresh = new WindowCounts(tier, windowStart, wholeBuckets);
    fresh.rebuild(tick);
    if (fresh.page != null) {
      fresh.page.unpin();
    }
    if (fresh.bad != bad
        || fresh.total != total
        || fresh.oldestStart != oldestStart
        || fresh.oldestBad != oldestBad
        || fresh.oldestTotal != oldestTotal
        || fresh.outside != outside) {
      throw new IllegalStateException(
          "window of "
              + length()
              + " s at tick "
              + tick
              + ": must hold "
              + fresh
              + ", but holds "
              + this
              + " (this is a bug in slo-streams)");
    }
  }

  @Override
  public String toString() {
    return (total - bad)
        + "/"
        + total
        + " since "
        + oldestStart
        + ", oldest "
        + (oldestTotal - oldestBad)
        + "/"
        + oldestTotal
        + ", "
        + outside
        + " s of it outside";
  }

  /** The next bucket, or where a page or more lies between, the next that holds anything. */
  private long nextOldest(long start) {
    long next = oldestStart + tier.stepSeconds();
    if (start - next <= (long) tier.stepSeconds() * Page.BUCKETS) {
      return next;
    }
    return Math.min(start, tier.nextUsed(next, start));
  }

  private void readOldest() {
    long number = tier.pageNumber(oldestStart);
    if (number != pageNumber || page == null) {
      letGoOfPage();
      page = tier.page(oldestStart);
      pageNumber = number;
      if (page != null) {
        page.pin();
      }
    }
    int bucket = tier.bucket(oldestStart);
    oldestBad = page == null ? 0 : page.bad(bucket);
    oldestTotal = page == null ? 0 : page.total(bucket);
  }

  private void letGoOfPage() {
    if (page != null) {
      page.unpin();
      page.packIfUnread();
      page = null;
    }
  }

  private BigInteger scaled(long sum, long oldest) {
    return BigInteger.valueOf(sum)
        .multiply(BigInteger.valueOf(scale()))
        .subtract(BigInteger.valueOf(oldest).multiply(BigInteger.valueOf(outside)));
  }

  private double approximate(long sum, long oldest) {
    return (double) sum * scale() - (double) oldest * outside;
  }
}
