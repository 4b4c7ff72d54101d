package dev.slostreams.app;

import dev.slostreams.batch.BatchingClientSupplier;
import dev.slostreams.batch.BatchingClientSupplier.Batching;
import dev.slostreams.batch.SourceProgress;
import dev.slostreams.control.Controls;
import dev.slostreams.metrics.Meters;
import dev.slostreams.query.RestoreProgress;
import dev.slostreams.topology.CommitPace;
import dev.slostreams.topology.Names;
import dev.slostreams.topology.SloTopology;
import dev.slostreams.topology.Timing;
import dev.slostreams.topology.Wiring;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka application of one instance: makes its parts, starts them and stops them.
 *
 * <p>Thread-safe once started.
 */
public final class SloStreams implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(SloStreams.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

  private final KafkaStreams streams;
  private final SourceProgress sourceProgress;
  private final RestoreProgress restoring;
  private final RestartBudget restarts;
  private final CountDownLatch ended = new CountDownLatch(1);

  private SloStreams(KafkaStreams streams, SourceProgress sourceProgress, InstantSource clock) {
    this.streams = streams;
    this.sourceProgress = sourceProgress;
    this.restoring = new RestoreProgress(clock);
    this.restarts = new RestartBudget(clock);
  }

  /**
   * Starts reading.
   *
   * @param controls the definitions as they are known now
   * @param sourcePartitions partitions of each topic to read
   */
  static SloStreams start(
      AppConfig config,
      Supplier<Controls> controls,
      Map<String, Integer> sourcePartitions,
      Addresses addresses,
      Meters meters) {
    InstantSource clock = InstantSource.system();
    SourceProgress progress = new SourceProgress(clock);
    Topology topology =
        SloTopology.build(
            wiring(config, controls, sourcePartitions, meters),
            progress::of,
            CommitPace.every(
                config.commitInterval(), () -> progress.isBehind(config.batchMaxRecords())),
            clock);
    KafkaStreams streams =
        new KafkaStreams(
            topology,
            new StreamsConfig(StreamsSettings.of(config, addresses)),
            new BatchingClientSupplier(
                batched(config, sourcePartitions.keySet()),
                new Batching(config.batch(), config.batchMaxBytes()),
                progress,
                new UnreadRecords(meters)));
    SloStreams started = new SloStreams(streams, progress, clock);
    streams.setStateListener(started::stateChanged);
    streams.setGlobalStateRestoreListener(started.restoring);
    streams.setUncaughtExceptionHandler(started.restarts);
    try {
      streams.start();
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** The topics that are read, and the one between the stages. */
  private static Set<String> batched(AppConfig config, Set<String> sources) {
    Set<String> topics = new HashSet<>(sources);
    topics.add(Names.talliesTopic(config.applicationId()));
    return topics;
  }

  private static Wiring wiring(
      AppConfig config,
      Supplier<Controls> controls,
      Map<String, Integer> sourcePartitions,
      Meters meters) {
    return new Wiring(
        config.applicationId(),
        controls,
        new Wiring.Topics(
            config.topicAlerts(),
            config.topicAlertStates(),
            config.topicBudgets(),
            config.topicDeadLetters(),
            config.topicWatchdog(),
            sourcePartitions,
            config.tallyPartitions()),
        new Timing(
            config.disorder().toMillis(),
            config.idleAfter().toMillis(),
            config.maxHold().toMillis(),
            config.maxAhead().toMillis()),
        config.maxSeries(),
        meters);
  }

  /** For queries and health. */
  public KafkaStreams streams() {
    return streams;
  }

  public SourceProgress sourceProgress() {
    return sourceProgress;
  }

  public RestoreProgress restoring() {
    return restoring;
  }

  /** Why it has failed; empty where it has not, or nobody knows. */
  Optional<Throwable> failure() {
    return restarts.failure();
  }

  /** What is said while a stream thread waits for its restart. */
  Optional<String> restart() {
    return restarts.restart();
  }

  /** Whether it has neither stopped nor failed. */
  public boolean isAlive() {
    return ended.getCount() > 0;
  }

  /**
   * Waits until it has stopped.
   *
   * @return whether it was stopped, rather than failed
   */
  public boolean awaitEnd() throws InterruptedException {
    ended.await();
    return streams.state() != KafkaStreams.State.ERROR;
  }

  /** Stops reading and leaves the group, so that others take over at once. */
  @Override
  public void close() {
    restarts.stop();
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_WITHIN));
    ended.countDown();
  }

  private void stateChanged(KafkaStreams.State now, KafkaStreams.State before) {
    LOGGER.atInfo().addKeyValue("state", now).log("state changed");
    if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
      ended.countDown();
    }
  }
}
