package dev.slostreams.budget;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy.Guards;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Target;
import dev.slostreams.window.UnitCounts;
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
  private final long length;
  private final BigInteger left;
  private final BigInteger right;
  private final double approximateLeft;
  private final double approximateRight;
  private final LowerBound bound; // null where the bad share as counted decides

  /**
   * The comparison of one alert condition for one target, worked out once.
   *
   * @param length of the condition's window, in seconds or slices
   */
  public BurnRate(AlertCondition condition, Target target, long length) {
    this(condition, target, length, Guards.DEFAULT);
  }

  /**
   * The comparison of one alert condition, with the confidence that the guards of its policy ask
   * for.
   */
  public BurnRate(AlertCondition condition, Target target, long length, Guards guards) {
    op = condition.op();
    boolean bounded = guards.needsConfidence() && (op == Op.GT || op == Op.GTE);
    bound = bounded ? new LowerBound(guards.confidence()) : null;
    this.length = length;
    var limit = condition.threshold().times(dev.slostreams.slo.Fraction.of(target.budgetShare()));
    left = limit.denominator();
    right = limit.numerator().multiply(BigInteger.valueOf(length));
    approximateLeft = left.doubleValue();
    approximateRight = right.doubleValue();
  }

  /**
   * Whether {@code burn op threshold} holds, exactly: decided in this order of operations, without
   * division, {@code bad · age' · q op p · W · total}, where {@code p/q = threshold · (1 − target)}
   * and {@code age' = min(age, W)}. Where a confidence is asked for, the same must hold of the
   * lower bound of {@code bad / total}.
   *
   * @param age of the series in the unit of the window's length, at least 0
   */
  public boolean holds(UnitCounts counts, long age) {
    if (counts.isEmpty()) {
      return op.holds(right.signum() == 0 ? 0 : -1);
    }
    long young = Math.min(age, length);
    return isOver(counts, young) && (bound == null || isSurelyOver(counts, young));
  }

  private boolean isSurelyOver(UnitCounts counts, long young) {
    LowerBound.Share line = new LowerBound.Share(right, left.multiply(BigInteger.valueOf(young)));
    return bound.isAbove(LowerBound.Sample.of(counts), line, op == Op.GTE);
  }

  private boolean isOver(UnitCounts counts, long young) {
    double burn = counts.approximateBad() * young * approximateLeft;
    double limit = counts.approximateTotal() * approximateRight;
    double distance = burn - limit;
    if (Math.abs(distance) > CERTAIN * Math.max(burn, limit)) {
      return op.holds(distance < 0 ? -1 : 1);
    }
    BigInteger exactBurn = counts.scaledBad().multiply(BigInteger.valueOf(young)).multiply(left);
    return op.holds(exactBurn.compareTo(counts.scaledTotal().multiply(right)));
  }

  /** Whether nothing bad in the window means that the comparison does not hold. */
  public boolean needsBad() {
    return op == Op.GT || (op == Op.GTE && right.signum() > 0);
  }

  /**
   * The burn rate for showing, rounded to the nearest double; 0 where the window is empty.
   *
   * @param age of the series in the unit of the window's length, at least 0
   */
  public static double of(UnitCounts counts, Target target, long age) {
    if (counts.isEmpty() || counts.isAllGood()) {
      return 0;
    }
    double youth = Math.min(1, (double) age / counts.length());
    double badShare = counts.approximateBad() / counts.approximateTotal();
    return badShare / target.budgetShare().doubleValue() * youth;
  }
}
