package dev.slostreams.app;

import dev.slostreams.query.BrokerWatch;
import dev.slostreams.query.Health;
import dev.slostreams.query.Health.Check;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the brokers and at whether this instance is alive, every few seconds, whether anybody
 * asks or not: what stands still is noticed from when it stands, and stands in the log.
 */
final class HealthWatch implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(HealthWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final BrokerWatch brokers;
  private final Health health;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "slo-streams-health");
            thread.setDaemon(true);
            return thread;
          });
  private boolean alive = true;

  private HealthWatch(BrokerWatch brokers, Health health) {
    this.brokers = brokers;
    this.health = health;
  }

  /** Begins to look. */
  static HealthWatch start(BrokerWatch brokers, Health health) {
    HealthWatch watch = new HealthWatch(brokers, health);
    watch.timer.scheduleWithFixedDelay(watch::lookOn, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void lookOn() {
    try {
      brokers.look();
      look();
    } catch (RuntimeException e) { // streams stop just now
      LOGGER.atDebug().setCause(e).log("not looked at");
    }
  }

  private void look() {
    List<Check> failed = health.liveness().stream().filter(check -> !check.ok()).toList();
    if (alive && !failed.isEmpty()) {
      String reasons =
          failed.stream()
              .map(check -> check.name() + ": " + check.detail())
              .collect(Collectors.joining("; "));
      LOGGER.atError().addKeyValue("reason", reasons).log("not alive, only a restart helps");
    } else if (!alive && failed.isEmpty()) {
      LOGGER.atInfo().log("alive again");
    }
    alive = failed.isEmpty();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
