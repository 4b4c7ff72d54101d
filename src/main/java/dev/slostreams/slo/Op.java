package dev.slostreams.slo;

import java.util.Locale;

/** A comparison as OpenSLO names it: {@code left op right}. */
public enum Op {
  LT,
  LTE,
  GT,
  GTE;

  /** Whether {@code left op right} holds, given {@code comparison = compare(left, right)}. */
  public boolean holds(int comparison) {
    return switch (this) {
      case LT -> comparison < 0;
      case LTE -> comparison <= 0;
      case GT -> comparison > 0;
      case GTE -> comparison >= 0;
    };
  }

  /** {@code lt}, {@code lte}, {@code gt} or {@code gte}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
