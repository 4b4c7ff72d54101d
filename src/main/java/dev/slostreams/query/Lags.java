package dev.slostreams.query;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By how many records the copies in this instance lag, as of the last look. Thread-safe.
 *
 * <p>To look asks the brokers, so it is done in the background, every five seconds and when the
 * state of Kafka Streams has changed; who asks here reads memory.
 */
public final class Lags implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Lags.class);
  private static final long EVERY_MS = 5_000;
  private static final Duration LOOK_AROUND = Duration.ofMillis(250);

  private final RunningStreams streams;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "slo-streams-lags");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Map<Integer, Long> lags = Map.of();
  private KafkaStreams.State lookedIn = KafkaStreams.State.CREATED;
  private long lookedAtMs;

  /** Knows nothing until {@link #start}. */
  public Lags(RunningStreams streams, InstantSource clock) {
    this.streams = streams;
    this.clock = clock;
  }

  /** Begins to look in the background. */
  public void start() {
    long ms = LOOK_AROUND.toMillis();
    timer.scheduleWithFixedDelay(this::lookIfDue, ms, ms, TimeUnit.MILLISECONDS);
  }

  /** As of the last look; empty if it was not here then. */
  OptionalLong of(int partition) {
    Long lag = lags.get(partition);
    return lag == null ? OptionalLong.empty() : OptionalLong.of(lag);
  }

  /** Called by one thread at a time. */
  void lookIfDue() {
    KafkaStreams.State state = streams.state();
    long nowMs = clock.millis();
    if (state == lookedIn && nowMs - lookedAtMs < EVERY_MS) {
      return;
    }
    lookedIn = state;
    lookedAtMs = nowMs;
    look();
  }

  /** Looks now; not for the path of a request. */
  public void look() {
    if (!streams.state().isRunningOrRebalancing()) {
      lags = Map.of();
      return;
    }
    try {
      lags = Map.copyOf(streams.lags());
    } catch (RuntimeException e) { // the brokers do not answer, or streams stop just now
      LOGGER.atDebug().setCause(e).log("lags of copies not known");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
