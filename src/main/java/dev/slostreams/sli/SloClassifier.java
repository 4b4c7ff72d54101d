package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/**
 * Classifies events for one SLO, in the order semantics.md §3 fixes: total's {@code where}, {@code
 * groupBy}, total's weight, then what makes the event good.
 */
abstract class SloClassifier {

  /** What {@link #weight} and {@link #good} return when the event is invalid and reported. */
  static final long INVALID = -1;

  private static final long HIGHEST_WEIGHT = 1_000_000_000_000L;
  private static final Fault BAD_WEIGHT =
      new Fault(
          InvalidReason.WEIGHT,
          "must be a whole number from 0 to 1000000000000, but was not on this event");

  final Value value = new Value();
  private final Total total;
  private final LabelTexts texts = new LabelTexts();
  private final String[] groupValues;
  private final int slo;

  /** The weight of every event, or {@link #INVALID} where it has to be asked. */
  private final long constantWeight;

  /** The expressions every kind of indicator has. */
  record Total(Expression where, Expression[] groupBy, Expression weight) {}

  SloClassifier(int slo, Total total) {
    this.slo = slo;
    this.total = total;
    this.groupValues = new String[total.groupBy().length];
    long constant = total.weight().constantOr(INVALID);
    this.constantWeight = constant <= HIGHEST_WEIGHT ? Math.max(INVALID, constant) : INVALID;
  }

  final void classify(Event event, Contributions into) {
    int selected = total.where().test(event, value);
    if (selected == Node.FALSE) {
      return;
    }
    if (selected < 0) {
      invalid(total.where(), into);
      return;
    }
    classifySelected(event, into);
  }

  /** The same where total's {@code where} is known to be true. */
  final void classifySelected(Event event, Contributions into) {
    if (!group(event, into)) {
      return;
    }
    long weight = constantWeight;
    if (weight == INVALID) {
      weight = weight(total.weight(), event, into);
      if (weight == INVALID) {
        return;
      }
    }
    long good = good(weight, event, into);
    if (good != INVALID) {
      count(slo, groupValues, good, weight, into);
    }
  }

  /** Hands on what the event adds. */
  void count(int index, String[] labels, long good, long weight, Contributions into) {
    into.counted(index, labels, good, weight);
  }

  /** How much of total is good, or {@link #INVALID}. */
  abstract long good(long total, Event event, Contributions into);

  final long weight(Expression weight, Event event, Contributions into) {
    Kind kind = weight.eval(event, value);
    if (kind == Kind.INT && 0 <= value.integer && value.integer <= HIGHEST_WEIGHT) {
      return value.integer;
    }
    if (kind == Kind.DOUBLE
        && 0 <= value.number
        && value.number <= HIGHEST_WEIGHT
        && value.number == Math.rint(value.number)) {
      return (long) value.number;
    }
    if (kind != Kind.MISSING) {
      boolean number = kind == Kind.INT || kind == Kind.DOUBLE;
      value.fault = number ? BAD_WEIGHT : Faults.notNumber(kind, weight.fieldPath());
    }
    return invalid(weight, into);
  }

  /** Reports the fault that the expression left. */
  final long invalid(Expression expression, Contributions into) {
    Fault fault = value.fault;
    into.invalid(slo, fault.reason(), expression.detail(fault));
    return INVALID;
  }

  private boolean group(Event event, Contributions into) {
    for (int i = 0; i < groupValues.length; i++) {
      Expression expression = total.groupBy()[i];
      Kind kind = expression.eval(event, value);
      if (kind == Kind.MISSING || kind == Kind.NULL || kind == Kind.OTHER) {
        if (kind != Kind.MISSING) {
          value.fault = Faults.notText(kind, expression.fieldPath());
        }
        invalid(expression, into);
        return false;
      }
      groupValues[i] = texts.of(kind, value);
    }
    return true;
  }
}
