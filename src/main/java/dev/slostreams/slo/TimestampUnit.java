package dev.slostreams.slo;

/** The unit of a numeric event timestamp since the epoch. */
public enum TimestampUnit {
  SECONDS("s"),
  MILLISECONDS("ms"),
  MICROSECONDS("us"),
  NANOSECONDS("ns");

  private final String symbol;

  TimestampUnit(String symbol) {
    this.symbol = symbol;
  }

  /** As written in {@code timestampUnit}. */
  public String symbol() {
    return symbol;
  }
}
