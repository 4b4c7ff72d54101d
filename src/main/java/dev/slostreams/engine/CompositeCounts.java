package dev.slostreams.engine;

import dev.slostreams.engine.CompositePlan.Cost;
import dev.slostreams.window.Counts;
import dev.slostreams.window.UnitCounts;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One window of a composite over events: its bad share is the one with which the composite burns as
 * fast as its components together (semantics.md §4).
 *
 * <p>Owned by one {@link EventComposite}; a picture of the components' windows, without counts of
 * its own.
 */
final class CompositeCounts implements UnitCounts {

  /*
   * A component i with the counts bad and total burns at w · bad/total / (1 − T) · age'/W, with
   * age' = min(age, W). The composite's burn rate is the sum of these. BurnRate gives x/y / (1 − T)
   * · age'/W, where T and age are the composite's; so
   *
   *     x/y = Σ bad/total · cost · age'(component) / age'(composite)
   *
   * Here y is the product of the denominators: of all totals and costs, and age'(composite).
   */
  private final EventComposite whole;
  private final CompositePlan plan;
  private final Function<SeriesEngine, UnitCounts> window;
  private final LongSupplier length;
  private final int scale;

  /**
   * A window.
   *
   * @param window the component's window that it is made of
   * @param length in seconds, asked for at each tick
   * @param scale of the components' counts
   */
  CompositeCounts(
      EventComposite whole,
      CompositePlan plan,
      Function<SeriesEngine, UnitCounts> window,
      LongSupplier length,
      int scale) {
    this.whole = whole;
    this.plan = plan;
    this.window = window;
    this.length = length;
    this.scale = scale;
  }

  @Override
  public long length() {
    return length.getAsLong();
  }

  @Override
  public long scale() {
    return scale;
  }

  /** The events of all components. */
  @Override
  public BigInteger scaledTrials() {
    BigInteger sum = BigInteger.ZERO;
    for (SeriesEngine member : whole.members()) {
      sum = sum.add(window.apply(member).scaledTotal());
    }
    return sum;
  }

  @Override
  public boolean isEmpty() {
    for (SeriesEngine member : whole.members()) {
      if (!window.apply(member).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean isAllGood() {
    for (SeriesEngine member : whole.members()) {
      if (!window.apply(member).isAllGood()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean isAtLeast(long events) {
    return scaledTrials().compareTo(BigInteger.valueOf(events).multiply(BigInteger.valueOf(scale)))
        >= 0;
  }

  @Override
  public BigInteger scaledBad() {
    BigInteger bad = BigInteger.ZERO;
    BigInteger all = BigInteger.ONE;
    List<SeriesEngine> members = whole.ofComponents();
    for (int i = 0; i < members.size(); i++) {
      UnitCounts counts = countsOf(members.get(i));
      if (counts != null) {
        BigInteger total = total(counts, plan.cost(i));
        bad = bad.multiply(total).add(bad(counts, members.get(i), plan.cost(i)).multiply(all));
        all = all.multiply(total);
      }
    }
    return bad;
  }

  @Override
  public BigInteger scaledTotal() {
    BigInteger all = BigInteger.valueOf(young(whole.age()));
    List<SeriesEngine> members = whole.ofComponents();
    for (int i = 0; i < members.size(); i++) {
      UnitCounts counts = countsOf(members.get(i));
      if (counts != null) {
        all = all.multiply(total(counts, plan.cost(i)));
      }
    }
    return all;
  }

  @Override
  public double approximateBad() {
    double bad = 0;
    List<SeriesEngine> members = whole.ofComponents();
    for (int i = 0; i < members.size(); i++) {
      UnitCounts counts = countsOf(members.get(i));
      if (counts != null) {
        double share = counts.approximateBad() / counts.approximateTotal();
        bad += share * plan.cost(i).nearest() * young(members.get(i).age());
      }
    }
    return bad;
  }

  @Override
  public double approximateTotal() {
    return young(whole.age());
  }

  /** The components' counts added up, without weights. */
  @Override
  public Counts wholeCounts() {
    long good = 0;
    long total = 0;
    for (SeriesEngine member : whole.members()) {
      Counts counts = window.apply(member).wholeCounts();
      good = plus(good, counts.good());
      total = plus(total, counts.total());
    }
    return new Counts(good, total);
  }

  /** Each is below 2^62, but there may be many: the sum stops at the largest number. */
  private static long plus(long sum, long count) {
    return sum > Long.MAX_VALUE - count ? Long.MAX_VALUE : sum + count;
  }

  /** Whether the age of a component alone changes its part in the burn rate. */
  boolean isGrowing() {
    for (SeriesEngine member : whole.members()) {
      if (member.age() < length() && !window.apply(member).isAllGood()) {
        return true;
      }
    }
    return false;
  }

  /** The counts of a member; null where they are empty or there is no member. */
  private UnitCounts countsOf(SeriesEngine member) {
    UnitCounts counts = member == null ? null : window.apply(member);
    return counts == null || counts.isEmpty() ? null : counts;
  }

  private BigInteger bad(UnitCounts counts, SeriesEngine member, Cost cost) {
    return counts
        .scaledBad()
        .multiply(cost.exact().numerator())
        .multiply(BigInteger.valueOf(young(member.age())));
  }

  private static BigInteger total(UnitCounts counts, Cost cost) {
    return counts.scaledTotal().multiply(cost.exact().denominator());
  }

  private long young(long age) {
    return Math.min(age, whole.covered(this));
  }
}
