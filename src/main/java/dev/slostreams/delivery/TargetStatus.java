package dev.slostreams.delivery;

import dev.slostreams.metrics.Meters;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a target takes what it is sent; says so once when that changes.
 *
 * <p>Written by the thread of the target, read by any.
 */
final class TargetStatus {

  private static final Logger LOGGER = LoggerFactory.getLogger(TargetStatus.class);

  /** Nothing waits. */
  static final long NOTHING = Long.MAX_VALUE;

  private final String name;
  private final Meters meters;
  private final InstantSource clock;
  private volatile String failure = "";
  private volatile long waitingSinceMs = NOTHING;

  TargetStatus(String name, Meters meters, InstantSource clock) {
    this.name = name;
    this.meters = meters;
    this.clock = clock;
    meters.oldestUndelivered(name, this::oldestSeconds);
  }

  String name() {
    return name;
  }

  /** Why the last request failed, or empty. */
  String failure() {
    return failure;
  }

  /** The oldest change that has not arrived is of this time, or {@link #NOTHING}. */
  void waitingSince(long ms) {
    waitingSinceMs = ms;
  }

  void after(Outcome outcome, int count) {
    meters.notifications(name, outcome.kind().toString(), count);
    String before = failure;
    failure = outcome.detail();
    if (before.isEmpty() && !failure.isEmpty()) {
      LOGGER
          .atWarn()
          .addKeyValue("target", name)
          .addKeyValue("reason", failure)
          .log(
              outcome.kind() == Outcome.Kind.REFUSED
                  ? "target refuses what it is sent"
                  : "target does not take what it is sent, tried again");
    } else if (!before.isEmpty() && failure.isEmpty()) {
      LOGGER.atInfo().addKeyValue("target", name).log("target takes what it is sent again");
    }
  }

  void dropped(String key, String why) {
    meters.notificationDropped(name);
    LOGGER
        .atError()
        .addKeyValue("target", name)
        .addKeyValue("series", key)
        .addKeyValue("reason", why)
        .log("change dropped, the target never learns of it");
  }

  private double oldestSeconds() {
    long since = waitingSinceMs;
    return since == NOTHING ? 0 : Math.max(0, clock.millis() - since) / 1_000.0;
  }
}
