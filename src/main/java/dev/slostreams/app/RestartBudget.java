package dev.slostreams.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a dead stream thread means: a broker out of reach, or one that has ended the
 * transaction of an instance that stood still, is tried again a few times, each time after a longer
 * pause; anything else stops the instance.
 *
 * <p>Thread-safe.
 */
final class RestartBudget implements StreamsUncaughtExceptionHandler {

  private static final Logger LOGGER = LoggerFactory.getLogger(RestartBudget.class);
  private static final Duration WITHIN = Duration.ofMinutes(5);

  /** Before each restart; as many restarts as pauses. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(25));

  private final InstantSource clock;
  private final Pause pause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Deque<Long> diedAtMs = new ArrayDeque<>();
  private volatile Throwable failure; // null while it goes on
  private final Queue<String> restarts = new ConcurrentLinkedQueue<>();

  /** Waits this long. */
  @FunctionalInterface
  interface Pause {
    void last(Duration length) throws InterruptedException;
  }

  RestartBudget(InstantSource clock) {
    this.clock = clock;
    this.pause = length -> stopped.await(length.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** With pauses of another kind. */
  RestartBudget(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable died) {
    Optional<Duration> next = isTransient(died) ? nextPause() : Optional.empty();
    LOGGER
        .atError()
        .setCause(died)
        .addKeyValue("durationMs", next.map(Duration::toMillis).orElse(0L))
        .log(
            next.isPresent() ? "stream thread died, starts again" : "stream thread died, stopping");
    if (next.isEmpty()) {
      failure = died;
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    String restart =
        "a stream thread has died and starts again after "
            + next.get().toSeconds()
            + " s: "
            + died.getMessage();
    restarts.add(restart);
    try {
      pause.last(next.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      restarts.remove(restart);
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Why it stops; empty while it goes on. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** What is said while a stream thread waits for its restart. */
  Optional<String> restart() {
    return Optional.ofNullable(restarts.peek());
  }

  /** Ends the pauses: what runs is being closed. */
  void stop() {
    stopped.countDown();
  }

  private synchronized Optional<Duration> nextPause() {
    long nowMs = clock.millis();
    diedAtMs.removeIf(atMs -> nowMs - atMs > WITHIN.toMillis());
    if (diedAtMs.size() == PAUSES.size()) {
      return Optional.empty();
    }
    diedAtMs.add(nowMs);
    return Optional.of(PAUSES.get(diedAtMs.size() - 1));
  }

  private static boolean isTransient(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException
          || cause instanceof TimeoutException
          || cause instanceof InvalidTxnStateException) {
        return true;
      }
    }
    return false;
  }
}
