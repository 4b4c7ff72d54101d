package dev.slostreams.query;

import java.time.Duration;
import java.time.InstantSource;

/**
 * When something that stands still is stuck.
 *
 * @param brokers time in which they do not answer does not count
 * @param limit longer than anything may rightly stand still
 */
public record Patience(BrokerWatch brokers, Duration limit, InstantSource clock) {

  /** Whether what stands still since then is stuck. */
  boolean isOver(long standsSinceMs) {
    return brokers.stillness(standsSinceMs).compareTo(limit) >= 0;
  }

  long nowMs() {
    return clock.millis();
  }

  long secondsSince(long ms) {
    return (nowMs() - ms) / 1_000;
  }
}
