package dev.slostreams.sli;

import java.util.Locale;

/** Why an event cannot be counted in one SLO. */
public enum InvalidReason {
  /** An expression needs a field that the event does not have. */
  MISSING_FIELD,
  /** A value is of another type than its use or the declared field asks for. */
  WRONG_TYPE,
  /** A weight is not a whole number from 0 to 1,000,000,000,000. */
  WEIGHT,
  /** A value to be added, or it times its weight, is not from −10^12 to 10^12. */
  VALUE,
  /** Good would be above total or below 0. */
  GOOD_ABOVE_TOTAL,
  /** An expression has no value: overflow, division by zero, a text that is no number. */
  EVALUATION;

  /** Stable name for headers and metrics: {@code missing_field}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
