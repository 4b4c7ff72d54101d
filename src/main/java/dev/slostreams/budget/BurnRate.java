package dev.slostreams.budget;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Target;
import dev.slostreams.window.WindowCounts;
import java.math.BigInteger;

/**
 * How fast a window spends the budget: bad share over budgeted share, 1 spends exactly the budget.
 *
 * <p>Source: SRE Workbook, ch. 5; the factor for young series is semantics.md §5.
 */
public final class BurnRate {

  /* Each side of the comparison is a product of four doubles, each within a few roundings of the
   * exact number; beyond this relative distance their order is certain. */
  private static final double CERTAIN = 1e-12;

  private final Op op;
  private final long windowSeconds;
  private final BigInteger left;
  private final BigInteger right;
  private final double approximateLeft;
  private final double approximateRight;

  /** The comparison of one alert condition for one target, worked out once. */
  public BurnRate(AlertCondition condition, Target target) {
    op = condition.op();
    windowSeconds = condition.window().seconds();
    var limit = condition.threshold().times(dev.slostreams.slo.Fraction.of(target.budgetShare()));
    left = limit.denominator();
    right = limit.numerator().multiply(BigInteger.valueOf(windowSeconds));
    approximateLeft = left.doubleValue();
    approximateRight = right.doubleValue();
  }

  /**
   * Whether {@code burn op threshold} holds, exactly: decided in this order of operations, without
   * division, {@code bad · age' · q op p · W · total}, where {@code p/q = threshold · (1 − target)}
   * and {@code age' = min(age, W)}.
   *
   * @param ageSeconds tick minus birth, above 0
   */
  public boolean holds(WindowCounts counts, long ageSeconds) {
    if (counts.isEmpty()) {
      return op.holds(right.signum() == 0 ? 0 : -1);
    }
    long age = Math.min(ageSeconds, windowSeconds);
    double burn = counts.approximateBad() * age * approximateLeft;
    double limit = counts.approximateTotal() * approximateRight;
    double distance = burn - limit;
    if (Math.abs(distance) > CERTAIN * Math.max(burn, limit)) {
      return op.holds(distance < 0 ? -1 : 1);
    }
    BigInteger exactBurn = counts.scaledBad().multiply(BigInteger.valueOf(age)).multiply(left);
    return op.holds(exactBurn.compareTo(counts.scaledTotal().multiply(right)));
  }

  /** Whether nothing bad in the window means that the comparison does not hold. */
  public boolean needsBad() {
    return op == Op.GT || (op == Op.GTE && right.signum() > 0);
  }

  /**
   * The burn rate for showing, rounded to the nearest double; 0 where the window is empty.
   *
   * @param ageSeconds tick minus birth, above 0
   */
  public static double of(WindowCounts counts, Target target, long ageSeconds) {
    if (counts.isEmpty() || counts.isAllGood()) {
      return 0;
    }
    double youth = Math.min(1, (double) ageSeconds / counts.lengthSeconds());
    double badShare = counts.approximateBad() / counts.approximateTotal();
    return badShare / target.budgetShare().doubleValue() * youth;
  }
}
