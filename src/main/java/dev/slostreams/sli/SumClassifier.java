package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Classifies events whose values are added up, each in whole millionths, rounded half up, so that
 * the sum does not depend on the order.
 */
final class SumClassifier extends SloClassifier {

  private static final long MILLIONTHS = 1_000_000;
  private static final double HIGHEST = 1e12;
  private static final Fault TOO_LARGE =
      new Fault(
          InvalidReason.VALUE,
          "must be from -1000000000000 to 1000000000000, also times the weight, but was not on this"
              + " event");

  /* Products of doubles are this near to the exact one; further from a half the sum is certain. */
  private static final double UNCERTAIN = 1e-3;

  private final Expression added;
  private long sum;

  SumClassifier(int slo, Total total, Expression added) {
    super(slo, total);
    this.added = added;
  }

  /** All of it is good; leaves the sum. */
  @Override
  long good(long total, Event event, Contributions into) {
    Kind kind = added.eval(event, value);
    if (kind == Kind.INT && Math.abs((double) value.integer) * Math.max(1, total) <= HIGHEST) {
      sum = value.integer * MILLIONTHS * total;
      return total;
    }
    if (kind == Kind.DOUBLE && Math.abs(value.number) * Math.max(1, total) <= HIGHEST) {
      sum = millionths(value.number) * total;
      return total;
    }
    if (kind == Kind.INT || kind == Kind.DOUBLE) {
      value.fault = TOO_LARGE;
    } else if (kind != Kind.MISSING) {
      value.fault = Faults.notNumber(kind, added.fieldPath());
    }
    return invalid(added, into);
  }

  @Override
  void count(int index, String[] labels, long good, long total, Contributions into) {
    into.added(index, labels, total, sum);
  }

  /** The number as it is written, in millionths, a half rounded up. */
  static long millionths(double number) {
    double scaled = number * MILLIONTHS + 0.5;
    double floor = Math.floor(scaled);
    double over = scaled - floor;
    if (Math.abs(scaled) < 1e12 && over > UNCERTAIN && over < 1 - UNCERTAIN) {
      return (long) floor;
    }
    return BigDecimal.valueOf(number)
        .movePointRight(6)
        .add(new BigDecimal("0.5"))
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }
}
