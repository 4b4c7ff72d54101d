package dev.slostreams.delivery;

import dev.slostreams.wire.AlertmanagerAlert;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The alert that always fires as long as everything works; when it ends, something does not.
 *
 * <p>Thread-safe.
 */
final class WatchdogAlert {

  /** No series has this name: no SLO name has a blank. */
  static final String KEY = "the watchdog";

  private static final int INTERVALS_AHEAD = 2;

  private final String application;
  private final Duration interval;
  private final WatchdogProof proof;
  private final URI page;

  WatchdogAlert(String application, Duration interval, WatchdogProof proof, URI page) {
    this.application = application;
    this.interval = interval;
    this.proof = proof;
    this.page = page;
  }

  Duration interval() {
    return interval;
  }

  /** The alert of now, or none where the proof is missing. */
  Optional<AlertmanagerAlert> alert(Instant now) {
    if (proof.objection().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new AlertmanagerAlert(
            Map.of("alertname", "Watchdog", "severity", "none", "application", application),
            Map.of(
                "title",
                application + " works",
                "summary",
                "Every source partition is read, evaluated and told of. When this alert ends,"
                    + " something on the way does not work, and alerts may not come either."),
            now,
            now.plus(interval.multipliedBy(INTERVALS_AHEAD)),
            page));
  }
}
