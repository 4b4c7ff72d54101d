package dev.slostreams.sli;

import dev.slostreams.slo.Op;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * {@code value op limit}, exact: as {@code op} only looks one way, the values for which it holds
 * are one interval of longs and one of doubles, both worked out at load.
 */
final class Limit {

  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private final long lowestInteger;
  private final long highestInteger;
  private final double lowestNumber;
  private final double highestNumber;

  private Limit(
      long lowestInteger, long highestInteger, double lowestNumber, double highestNumber) {
    this.lowestInteger = lowestInteger;
    this.highestInteger = highestInteger;
    this.lowestNumber = lowestNumber;
    this.highestNumber = highestNumber;
  }

  static Limit of(Op op, BigDecimal limit) {
    return switch (op) {
      case LT -> upTo(highestBelow(limit), edge(op, limit));
      case LTE -> upTo(limit.setScale(0, RoundingMode.FLOOR).toBigInteger(), edge(op, limit));
      case GT -> from(lowestAbove(limit), edge(op, limit));
      case GTE -> from(limit.setScale(0, RoundingMode.CEILING).toBigInteger(), edge(op, limit));
    };
  }

  boolean holds(long value) {
    return lowestInteger <= value && value <= highestInteger;
  }

  /** False for NaN. */
  boolean holds(double value) {
    return lowestNumber <= value && value <= highestNumber;
  }

  private static BigInteger highestBelow(BigDecimal limit) {
    return limit.setScale(0, RoundingMode.CEILING).toBigInteger().subtract(BigInteger.ONE);
  }

  private static BigInteger lowestAbove(BigDecimal limit) {
    return limit.setScale(0, RoundingMode.FLOOR).toBigInteger().add(BigInteger.ONE);
  }

  private static Limit upTo(BigInteger integer, double number) {
    return integer.compareTo(MIN) < 0
        ? new Limit(1, 0, Double.NEGATIVE_INFINITY, number)
        : new Limit(Long.MIN_VALUE, integer.min(MAX).longValue(), Double.NEGATIVE_INFINITY, number);
  }

  private static Limit from(BigInteger integer, double number) {
    return integer.compareTo(MAX) > 0
        ? new Limit(1, 0, number, Double.POSITIVE_INFINITY)
        : new Limit(integer.max(MIN).longValue(), Long.MAX_VALUE, number, Double.POSITIVE_INFINITY);
  }

  /** The double nearest to the limit for which op holds. */
  private static double edge(Op op, BigDecimal limit) {
    boolean upper = op == Op.LT || op == Op.LTE;
    double edge = finite(limit.doubleValue());
    while (!op.holds(new BigDecimal(edge).compareTo(limit))) {
      double next = upper ? Math.nextDown(edge) : Math.nextUp(edge);
      if (Double.isInfinite(next)) {
        return next;
      }
      edge = next;
    }
    return edge;
  }

  private static double finite(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
