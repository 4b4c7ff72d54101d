package dev.slostreams.slo;

import java.math.BigDecimal;

/**
 * The share of good that is promised: an exact decimal in [0, 1), never a percentage.
 *
 * @param value the decimal as written
 */
public record Target(BigDecimal value) {

  public Target {
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "target: must be at least 0 and below 1, but was " + value.toPlainString());
    }
  }

  public static Target of(String decimal) {
    return new Target(new BigDecimal(decimal));
  }

  /** The budgeted share of bad: {@code 1 − target}, exact, above 0. */
  public BigDecimal budgetShare() {
    return BigDecimal.ONE.subtract(value);
  }

  @Override
  public String toString() {
    return value.toPlainString();
  }
}
