package dev.slostreams.slo;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact fraction ≥ 0 in lowest terms, for thresholds such as {@code share · T / long}.
 *
 * @param numerator at least 0
 * @param denominator above 0
 */
public record Fraction(BigInteger numerator, BigInteger denominator) {

  public Fraction {
    if (numerator.signum() < 0 || denominator.signum() <= 0) {
      throw new IllegalArgumentException(
          "fraction: must be at least 0, but was " + numerator + "/" + denominator);
    }
    BigInteger common = numerator.gcd(denominator);
    numerator = numerator.divide(common);
    denominator = denominator.divide(common);
  }

  /** The decimal as written, exactly. */
  public static Fraction of(BigDecimal decimal) {
    return decimal.scale() <= 0
        ? new Fraction(decimal.toBigIntegerExact(), BigInteger.ONE)
        : new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }

  public static Fraction of(String decimal) {
    return of(new BigDecimal(decimal));
  }

  public Fraction times(long factor) {
    return new Fraction(numerator.multiply(BigInteger.valueOf(factor)), denominator);
  }

  public Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  public Fraction dividedBy(long divisor) {
    return new Fraction(numerator, denominator.multiply(BigInteger.valueOf(divisor)));
  }

  /** The nearest double, for showing only. */
  public double toDouble() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), java.math.MathContext.DECIMAL128)
        .doubleValue();
  }
}
