package dev.slostreams.budget;

import dev.slostreams.slo.Fraction;
import dev.slostreams.window.UnitCounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The one-sided lower confidence bound of a bad share, compared with a share, exactly (semantics.md
 * §6).
 *
 * <p>It is Wilson's score bound with continuity correction (E. B. Wilson, JASA 22 (1927), 209–212;
 * R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872): the least share {@code p} for which
 * {@code bad − ½} of {@code total} is within {@code z} standard deviations of {@code p · total}; 0
 * where that is below 0. So {@code bound > p} means {@code bad − ½ > p · total} and
 *
 * <pre>(bad − ½ − p · total)² &gt; z² · p · (1 − p) · total</pre>
 */
final class LowerBound {

  private static final int DIGITS = 9;

  private final Fraction zSquared;

  /**
   * A bound for this confidence.
   *
   * @param confidence above 0.5 and below 1
   */
  LowerBound(BigDecimal confidence) {
    this(Fraction.of(z(confidence).pow(2)));
  }

  private LowerBound(Fraction zSquared) {
    this.zSquared = zSquared;
  }

  /** A bound this many standard deviations away. */
  static LowerBound ofZ(BigDecimal z) {
    return new LowerBound(Fraction.of(z.pow(2)));
  }

  /** The standard normal quantile, rounded to nine decimals: from here on all is exact. */
  static BigDecimal z(BigDecimal confidence) {
    return BigDecimal.valueOf(NormalQuantile.of(confidence.doubleValue()))
        .setScale(DIGITS, RoundingMode.HALF_UP);
  }

  /** Whether the bound is above this line, or where that will do at it. */
  boolean isAbove(Sample sample, Share line, boolean orEqual) {
    BigInteger p = line.numerator;
    BigInteger q = line.denominator;
    if (orEqual && p.signum() == 0) {
      return true;
    }
    BigInteger scale = BigInteger.valueOf(sample.scale);
    BigInteger bad = sample.share.numerator;
    BigInteger total = sample.share.denominator;
    // times 2 · scale · total · q, so that all is whole
    BigInteger badTrials = bad.multiply(sample.scaledTrials).shiftLeft(1).multiply(q);
    BigInteger half = total.multiply(scale).multiply(q);
    BigInteger atLine = total.multiply(sample.scaledTrials).shiftLeft(1).multiply(p);
    BigInteger distance = badTrials.subtract(half).subtract(atLine);
    if (distance.signum() <= 0) {
      return false;
    }
    BigInteger variance = p.multiply(q.subtract(p)).multiply(sample.scaledTrials).multiply(scale);
    BigInteger left = distance.pow(2).multiply(zSquared.denominator());
    BigInteger right = zSquared.numerator().multiply(variance).multiply(total.pow(2)).shiftLeft(2);
    int comparison = left.compareTo(right);
    return comparison > 0 || (orEqual && comparison == 0);
  }

  /**
   * What was seen.
   *
   * @param share bad over total, of any scale; total above 0
   * @param scaledTrials the number of trials times scale
   */
  record Sample(Share share, BigInteger scaledTrials, long scale) {

    static Sample of(UnitCounts counts) {
      return new Sample(
          new Share(counts.scaledBad(), counts.scaledTotal()),
          counts.scaledTrials(),
          counts.scale());
    }
  }

  /** A share as a fraction that need not be in lowest terms. */
  record Share(BigInteger numerator, BigInteger denominator) {}
}
