package dev.slostreams.slo;

/**
 * The window of an alert condition: at tick {@code t} it is over the events in {@code [t − seconds,
 * t)} (semantics.md §2).
 *
 * @param seconds its length, above 0
 */
public record LookbackWindow(long seconds) {

  private static final long TEN_MINUTES = 600;
  private static final long TWO_HOURS = 7_200;

  public LookbackWindow {
    if (seconds <= 0) {
      throw new IllegalArgumentException("lookbackWindow: must be above 0 s, but was " + seconds);
    }
  }

  /** Granularity of its counters in seconds: 1 up to 10 min, 10 up to 2 h, 60 above. */
  public int stepSeconds() {
    return seconds <= TEN_MINUTES ? 1 : seconds <= TWO_HOURS ? 10 : 60;
  }

  /** The length as people write it, in the largest unit that divides it: {@code 1h}, {@code 5m}. */
  public String label() {
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
