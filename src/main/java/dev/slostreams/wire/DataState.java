package dev.slostreams.wire;

/** How far a series can be trusted: "nothing is wrong" and "I cannot see" never look alike. */
public enum DataState {
  OK,
  /** The source is silent and read to its end. */
  IDLE,
  /** Evaluation is more than max-hold behind. */
  LAGGING,
  /** A source partition is missing; nothing resolves meanwhile. */
  INCOMPLETE,
  /** The definition has ended, and with it the series: this is the last of it. */
  ENDED;

  /**
   * The state that is written so.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static DataState of(String text) {
    return valueOf(text.toUpperCase(java.util.Locale.ROOT));
  }

  /** {@code ok}, {@code idle}, {@code lagging}, {@code incomplete} or {@code ended}. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
