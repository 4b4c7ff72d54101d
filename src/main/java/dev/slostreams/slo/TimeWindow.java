package dev.slostreams.slo;

/** The SLO's period, over which its error budget is counted (semantics.md §2, §7). */
public sealed interface TimeWindow {

  /** Its length in seconds, for a calendar-aligned window the nominal one. */
  long nominalSeconds();

  /** As people write it: {@code 30d}. */
  String label();

  /**
   * Covers {@code ⌊(t − seconds)/60⌋·60 ≤ timestamp < t} at tick {@code t}.
   *
   * @param seconds its length, at least 60
   */
  record Rolling(long seconds) implements TimeWindow {

    public Rolling {
      if (seconds < 60) {
        throw new IllegalArgumentException(
            "timeWindow.duration: must be at least 1m, but was " + seconds + " s");
      }
    }

    @Override
    public long nominalSeconds() {
      return seconds;
    }

    @Override
    public String label() {
      return new LookbackWindow(seconds).label();
    }
  }
}
