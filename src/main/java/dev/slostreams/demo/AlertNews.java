package dev.slostreams.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A transition of an alert, as the demo tells it.
 *
 * @param at the tick of the transition
 * @param series the series' readable id
 * @param lasted how long the alert has been firing; zero when it begins to
 * @param burnRates the burn rates of the policy's windows, the longest first
 */
public record AlertNews(
    Instant at,
    State state,
    String alert,
    String severity,
    String series,
    Duration lasted,
    List<Burn> burnRates) {

  /** Which way the alert went. */
  public enum State {
    FIRING,
    RESOLVED
  }

  /** The burn rate of one window, such as {@code 1h}. */
  public record Burn(String window, double rate) {}

  public AlertNews {
    burnRates = List.copyOf(burnRates);
  }
}
