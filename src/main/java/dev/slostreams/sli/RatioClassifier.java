package dev.slostreams.sli;

import dev.slostreams.slo.Indicator.Part;

/** Classifies events for a ratio indicator. */
final class RatioClassifier extends SloClassifier {

  private static final Fault ABOVE_TOTAL =
      new Fault(InvalidReason.GOOD_ABOVE_TOTAL, "must not be above total's weight, but is");

  private final Expression where;
  private final Expression weight;
  private final boolean weightOfTotal;
  private final Part partIs;

  /**
   * The good (or bad) part of total.
   *
   * @param weightOfTotal whether its weight is the same expression as total's, evaluated once
   */
  record Portion(Expression where, Expression weight, boolean weightOfTotal, Part partIs) {}

  RatioClassifier(int slo, Total total, Portion portion) {
    super(slo, total);
    this.where = portion.where();
    this.weight = portion.weight();
    this.weightOfTotal = portion.weightOfTotal();
    this.partIs = portion.partIs();
  }

  @Override
  long good(long total, Event event, Contributions into) {
    int holds = where.test(event, value);
    if (holds < 0) {
      return invalid(where, into);
    }
    long part = 0;
    if (holds == Node.TRUE) {
      part = weightOfTotal ? total : weight(weight, event, into);
      if (part == INVALID) {
        return INVALID;
      }
      if (part > total) {
        value.fault = ABOVE_TOTAL;
        return invalid(weight, into);
      }
    }
    return partIs == Part.GOOD ? part : total - part;
  }
}
