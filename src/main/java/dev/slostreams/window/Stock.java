package dev.slostreams.window;

import java.math.BigInteger;
import java.util.List;

/**
 * Counters of a series that are moved between its windows and what lies aside: by second while they
 * are recent, in coarse buckets for as long as a window reaches.
 *
 * <p>Owned by one {@link Asides}; not thread-safe. What waits for its tick is in the seconds alone.
 */
final class Stock {

  private final Tier seconds;
  private final List<Tier> between;
  private final Tier coarse;

  /**
   * @param between tiers between seconds and coarse that hold the recent counters too
   * @param coarse a step that divides a minute
   */
  Stock(Tier seconds, List<Tier> between, Tier coarse) {
    this.seconds = seconds;
    this.between = List.copyOf(between);
    this.coarse = coarse;
  }

  Tier seconds() {
    return seconds;
  }

  Tier coarse() {
    return coarse;
  }

  /** What one bucket holds. */
  record Amount(long bad, long total, BigInteger sum) {

    static Amount in(Tier tier, long second) {
      Page page = tier.page(second);
      int bucket = tier.bucket(second);
      return page == null
          ? new Amount(0, 0, BigInteger.ZERO)
          : new Amount(page.bad(bucket), page.total(bucket), page.sum(bucket));
    }

    static Amount of(Counts counts) {
      return new Amount(counts.bad(), counts.total(), counts.sum());
    }

    Amount negated() {
      return new Amount(-bad, -total, sum.negate());
    }

    Counts counts() {
      return new Counts(total - bad, total, sum);
    }
  }

  /** Adds what has entered, in a second that is still kept. */
  void addSecond(long second, Amount amount, long tick) {
    add(seconds, second, amount);
    for (Tier tier : between) {
      if (second >= tick - SeriesCounters.TENS_KEPT - tier.stepSeconds()) {
        add(tier, second, amount);
      }
    }
    add(coarse, second, amount);
  }

  /** Adds what has entered and is too old to be kept by second. */
  void addCoarse(long second, Amount amount) {
    add(coarse, second, amount);
  }

  /** Adds what waits for its tick, or takes it away. */
  void addWaiting(long second, Amount amount) {
    add(seconds, second, amount);
  }

  private static void add(Tier tier, long second, Amount amount) {
    tier.add(second, amount.bad(), amount.total());
    if (amount.sum().signum() != 0) {
      tier.addSum(second, amount.sum());
    }
  }
}
