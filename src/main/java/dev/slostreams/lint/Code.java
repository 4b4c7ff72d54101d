package dev.slostreams.lint;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The stable codes of findings, each with a line in docs/lint.md. A code is never used again. */
public enum Code {
  UNREACHABLE_THRESHOLD("L01"),
  THRESHOLD_BELOW_1("L02"),
  ONE_FAILURE_FIRES("L03"),
  MIN_EVENTS_UNREACHABLE("L04"),
  POLICY_ADDS_NOTHING("L05"),
  BURN_RATE_BELOW("L06"),
  SLICE_SHORTER_THAN_PROBE("L07"),
  WINDOW_LONGER_THAN_RETENTION("L08"),
  LOOKBACK_LONGER_THAN_TIME_WINDOW("L09"),
  /** A problem: definitions with it are refused. */
  TARGET_OF_ONE("L10"),
  /** A problem: definitions with it are refused. */
  SAME_NAME("L11"),
  NEVER_GOOD_OR_NEVER_BAD("L12"),
  GOOD_IS_TOTAL("L13"),
  MISSPELT_FIELD("L14"),
  NEVER_SEEN_FIELD("L15"),
  UNNAMED_4XX("L16"),
  ALERT_AFTER_TOO_LONG("L17"),
  NO_KEEP_FIRING("L18"),
  NO_SHORT_WINDOW("L19"),
  SLICE_LONGER_THAN_WINDOW("L20"),
  UNBOUNDED_GROUP_BY("L21"),
  SHARE_AS_PERCENT("L22"),
  SECONDS_AS_MILLISECONDS("L23"),
  UNKNOWN_CODE("L24");

  private final String symbol;

  Code(String symbol) {
    this.symbol = symbol;
  }

  /** {@code L16}. */
  public String symbol() {
    return symbol;
  }

  /** What it finds, in a few words: {@code unnamed-4xx}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code with this symbol. */
  public static Optional<Code> of(String symbol) {
    return Stream.of(values()).filter(code -> code.symbol.equals(symbol)).findFirst();
  }

  /** {@code L16 unnamed-4xx}. */
  @Override
  public String toString() {
    return symbol + " " + title();
  }
}
