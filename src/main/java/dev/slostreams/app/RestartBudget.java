package dev.slostreams.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a dead stream thread means: a broker out of reach is tried again a few times,
 * anything else stops the instance.
 *
 * <p>Thread-safe.
 */
final class RestartBudget implements StreamsUncaughtExceptionHandler {

  private static final Logger LOGGER = LoggerFactory.getLogger(RestartBudget.class);
  private static final int RESTARTS = 3;
  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Deque<Long> restartedAtMs = new ArrayDeque<>();

  RestartBudget(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    long nowMs = clock.millis();
    restartedAtMs.removeIf(atMs -> nowMs - atMs > WITHIN.toMillis());
    boolean again = isTransient(failure) && restartedAtMs.size() < RESTARTS;
    LOGGER
        .atError()
        .setCause(failure)
        .log(again ? "stream thread died, starts again" : "stream thread died, stopping");
    if (!again) {
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    restartedAtMs.add(nowMs);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static boolean isTransient(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException || cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
