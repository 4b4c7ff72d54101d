package dev.slostreams.app;

import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.metrics.Meters;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka application, started again in place when definitions read a topic that it does not
 * read: Kafka Streams takes up a topic only with a new topology.
 *
 * <p>Thread-safe.
 */
final class Engine implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Engine.class);

  /* So long are the topics of replaced definitions read on, for events from before the change. */
  private static final long FORMER_SECONDS = Duration.ofDays(1).toSeconds();

  private final AppConfig config;
  private final LiveControls controls;
  private final Addresses addresses;
  private final Meters meters;
  private volatile SloStreams streams;
  private volatile Map<String, Integer> sources = Map.of();
  private volatile boolean closed;
  private volatile boolean failed;

  private Engine(AppConfig config, LiveControls controls, Addresses addresses, Meters meters) {
    this.config = config;
    this.controls = controls;
    this.addresses = addresses;
    this.meters = meters;
  }

  /**
   * Makes missing topics, then starts reading.
   *
   * @throws CannotRunException when the broker does not answer or a topic is missing
   */
  static Engine start(AppConfig config, LiveControls controls, Addresses addresses, Meters meters) {
    Engine engine = new Engine(config, controls, addresses, meters);
    engine.startStreams();
    controls.tell(engine::controlsChanged);
    return engine;
  }

  SloStreams streams() {
    return streams;
  }

  /** The topics that are read, with their partitions. */
  Map<String, Integer> sources() {
    return sources;
  }

  /** Why it has failed, as people read it; empty where it has not, or nobody knows. */
  Optional<String> failure() {
    return streams.failure().map(FailureText::of);
  }

  /**
   * Waits until it has stopped.
   *
   * @return whether it was stopped, rather than failed
   */
  boolean awaitEnd() throws InterruptedException {
    SloStreams last;
    boolean stopped;
    do {
      last = streams;
      stopped = last.awaitEnd();
    } while (isReplaced(last));
    return stopped && !failed;
  }

  /** Waits for a restart that is going on. */
  private synchronized boolean isReplaced(SloStreams last) {
    return last != streams;
  }

  private void startStreams() {
    Controls known = controls.get();
    long oldest = System.currentTimeMillis() / 1_000 - FORMER_SECONDS;
    Set<String> former = new HashSet<>();
    for (DefinitionSet set : known.sets()) {
      if (known.until(set.id()) > oldest) {
        former.addAll(set.topics());
      }
    }
    Map<String, Integer> partitions = new HashMap<>();
    TopicSetup.with(
        config,
        addresses.brokers(),
        setup ->
            partitions.putAll(
                setup.prepare(List.copyOf(known.latest().topics()), List.copyOf(former))));
    sources = Map.copyOf(partitions);
    OffsetCheck.check(config, addresses.brokers(), partitions);
    streams = SloStreams.start(config, controls, partitions, addresses, meters);
  }

  private void controlsChanged(Controls now) {
    if (!sources.keySet().containsAll(now.latest().topics())) {
      new Thread(this::restart, "slo-streams-restart").start();
    }
  }

  private synchronized void restart() {
    if (closed || sources.keySet().containsAll(controls.get().latest().topics())) {
      return;
    }
    LOGGER
        .atInfo()
        .addKeyValue("topic", controls.get().latest().topics())
        .log("definitions read another topic: streams start again");
    try {
      streams.close();
      startStreams();
    } catch (RuntimeException e) {
      failed = true;
      LOGGER.atError().setCause(e).log("streams did not start again, stopping");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    streams.close();
  }
}
