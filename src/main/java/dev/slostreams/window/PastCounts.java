package dev.slostreams.window;

import dev.slostreams.window.Stock.Amount;

/**
 * What a series counted, read back from its pages in order of time: by second for the last two
 * hours, before that by minute or by part of a slice.
 *
 * <p>Not thread-safe. Only what counts is in it; what exclusions took out lies in other pages.
 */
public final class PastCounts {

  private final Tier seconds = new Tier(1);
  private final Tier coarse;
  private final long secondsFrom;

  private PastCounts(Tier coarse, long tick) {
    this.coarse = coarse;
    this.secondsFrom = Asides.secondsFrom(tick);
  }

  /**
   * Of a series that counts events.
   *
   * @param tick at which its pages were read
   */
  public static PastCounts ofEvents(long tick) {
    return new PastCounts(new Tier(SeriesCounters.MINUTES), tick);
  }

  /** The same of a series that is budgeted in slices of this length. */
  public static PastCounts ofSlices(long sliceSeconds, long tick) {
    Tier parts = new SliceTier(sliceSeconds, SlicedCounters.PARTS).parts();
    return new PastCounts(parts, tick);
  }

  /** The first second that is kept by second at this tick; it begins a minute. */
  public static long secondsFrom(long tick) {
    return Asides.secondsFrom(tick);
  }

  /** A page as it was told; those that are not needed are passed over. */
  public void add(int tier, long number, byte[] bytes) {
    if (tier == seconds.code()) {
      seconds.restore(number, bytes);
    } else if (tier == coarse.code()) {
      coarse.restore(number, bytes);
    }
  }

  /** Tells each count whose bucket begins in {@code [from, to)}, as if all were in that second. */
  public void forEach(long from, long to, Receiver receiver) {
    long bySecondFrom = bySecondFrom();
    tell(coarse, from, Math.min(to, bySecondFrom), receiver);
    tell(seconds, Math.max(from, bySecondFrom), to, receiver);
  }

  /*
   * The first minutes that were kept by second at the tick may have been dropped before they were
   * read; then they are still in the coarse tier.
   */
  private long bySecondFrom() {
    long first = seconds.nextUsed(secondsFrom, Tier.NONE);
    return first == Tier.NONE ? secondsFrom + Asides.SECONDS_KEPT : Math.floorDiv(first, 60L) * 60;
  }

  private static void tell(Tier tier, long from, long to, Receiver receiver) {
    long first = tier.bucketStart(from);
    long second = tier.nextUsed(first < from ? first + tier.stepSeconds() : first, to);
    while (second < to) {
      receiver.counted(second, Amount.in(tier, second).counts());
      second = tier.nextUsed(second + tier.stepSeconds(), to);
    }
  }

  /** Receives the counts of one second. */
  @FunctionalInterface
  public interface Receiver {
    void counted(long second, Counts counts);
  }
}
