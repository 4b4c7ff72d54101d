package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** Classifies events for a threshold indicator. */
final class ThresholdClassifier extends SloClassifier {

  private final Expression measured;
  private final Limit limit;

  ThresholdClassifier(int slo, Total total, Expression measured, Limit limit) {
    super(slo, total);
    this.measured = measured;
    this.limit = limit;
  }

  @Override
  long good(long total, Event event, Contributions into) {
    Kind kind = measured.eval(event, value);
    if (kind == Kind.INT) {
      return limit.holds(value.integer) ? total : 0;
    }
    if (kind == Kind.DOUBLE && !Double.isNaN(value.number)) {
      return limit.holds(value.number) ? total : 0;
    }
    if (kind != Kind.MISSING) {
      value.fault =
          kind == Kind.DOUBLE ? Faults.NOT_A_NUMBER : Faults.notNumber(kind, measured.fieldPath());
    }
    return invalid(measured, into);
  }
}
