package dev.slostreams.slo;

import java.math.BigDecimal;

/**
 * What is made of the events of a time slice and compared with the objective's value (semantics.md
 * §4).
 *
 * @param kind which
 * @param percent of a percentile its percent, from 50 to 99.9; 0 for the other kinds
 */
public record Aggregate(Kind kind, BigDecimal percent) {

  /** The kinds of aggregates. */
  public enum Kind {
    COUNT,
    SUM,
    AVG,
    MIN,
    MAX,
    /** Sum per second. */
    RATE,
    PERCENTILE
  }

  public static Aggregate of(Kind kind) {
    return new Aggregate(kind, BigDecimal.ZERO);
  }

  public static Aggregate percentile(String percent) {
    return new Aggregate(Kind.PERCENTILE, new BigDecimal(percent));
  }

  /** Whether a slice without an event has one: count, sum and rate are 0 there. */
  public boolean isDefinedOnNothing() {
    return kind == Kind.COUNT || kind == Kind.SUM || kind == Kind.RATE;
  }

  /** As written in a document: {@code count}, {@code p99.9}. */
  @Override
  public String toString() {
    return kind == Kind.PERCENTILE
        ? "p" + percent.toPlainString()
        : kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
