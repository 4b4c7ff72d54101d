package dev.slostreams.budget;

import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Target;
import dev.slostreams.slo.Tier;
import dev.slostreams.window.UnitCounts;
import java.math.BigInteger;
import java.util.List;

/**
 * The shares of the budget from which on the tiers of a policy hold, for one target (semantics.md
 * §7).
 *
 * <p>Immutable. Which tier holds is decided exactly, without division: {@code bad · age' · q ≥ p ·
 * T · total}, where {@code p/q = share · (1 − target)}.
 */
public final class TierLines {

  /** No age at which a line is reached. */
  public static final long NEVER = Long.MAX_VALUE;

  /* As in BurnRate: beyond this relative distance the order of the products is certain. */
  private static final double CERTAIN = 1e-12;

  private final Line[] lines;

  private record Line(
      BigInteger numerator,
      BigInteger denominator,
      double nearestNumerator,
      double nearestDenominator) {

    static Line of(Fraction line) {
      return new Line(
          line.numerator(),
          line.denominator(),
          line.numerator().doubleValue(),
          line.denominator().doubleValue());
    }
  }

  public TierLines(List<Tier> tiers, Target target) {
    lines =
        tiers.stream()
            .map(tier -> Line.of(tier.consumed().times(Fraction.of(target.budgetShare()))))
            .toArray(Line[]::new);
  }

  /**
   * The place of the last tier whose share is at most what is consumed.
   *
   * @param timeWindow the counts of the budget
   * @param age that counts in it, in the unit of its length
   */
  public int tierAt(UnitCounts timeWindow, long age) {
    if (timeWindow.isEmpty() || timeWindow.isAllGood()) {
      return 0;
    }
    int tier = lines.length - 1;
    while (tier > 0 && !isReached(lines[tier], timeWindow, age)) {
      tier--;
    }
    return tier;
  }

  /**
   * How much older the series is when the line of this tier is reached, if the counts stay as they
   * are; {@link #NEVER} where age alone does not reach it.
   */
  public long ageUntil(int tier, UnitCounts timeWindow, long age) {
    if (timeWindow.isAllGood() || age >= timeWindow.length()) {
      return NEVER;
    }
    BigInteger length = BigInteger.valueOf(timeWindow.length());
    BigInteger needed = lines[tier].numerator.multiply(length).multiply(timeWindow.scaledTotal());
    BigInteger perAge = lines[tier].denominator.multiply(timeWindow.scaledBad());
    BigInteger[] reached = needed.divideAndRemainder(perAge);
    BigInteger atAge = reached[1].signum() == 0 ? reached[0] : reached[0].add(BigInteger.ONE);
    return atAge.compareTo(length) > 0 ? NEVER : Math.max(1, atAge.longValueExact() - age);
  }

  private static boolean isReached(Line line, UnitCounts counts, long age) {
    long young = Math.min(age, counts.length());
    double spent = counts.approximateBad() * young * line.nearestDenominator;
    double limit = counts.approximateTotal() * counts.length() * line.nearestNumerator;
    double distance = spent - limit;
    if (Math.abs(distance) > CERTAIN * Math.max(spent, limit)) {
      return distance > 0;
    }
    BigInteger exact =
        counts.scaledBad().multiply(BigInteger.valueOf(young)).multiply(line.denominator);
    BigInteger exactLimit =
        counts.scaledTotal().multiply(BigInteger.valueOf(counts.length())).multiply(line.numerator);
    return exact.compareTo(exactLimit) >= 0;
  }
}
