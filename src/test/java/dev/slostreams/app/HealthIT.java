package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.control.Controls;
import dev.slostreams.metrics.Meters;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.query.BrokerWatch;
import dev.slostreams.query.Health;
import dev.slostreams.query.Health.Check;
import dev.slostreams.query.Patience;
import dev.slostreams.query.RunningStreams;
import dev.slostreams.query.StreamsHealth;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.LiveTraffic;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import dev.slostreams.topology.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * States in which Kafka Streams says RUNNING while nothing goes on. The processors ask for the
 * controls all the time: there a test makes them hang or fail.
 */
class HealthIT {

  private static final String TOPIC = "request-events";
  private static final long LOOK_MS = 5_000;
  private static final String RUNNING = State.RUNNING.toString();

  private final AtomicLong aheadMs = new AtomicLong();
  private final InstantSource clock = () -> Instant.now().plusMillis(aheadMs.get());
  private final AtomicBoolean hangs = new AtomicBoolean();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicBoolean fails = new AtomicBoolean();

  @TempDir private Path folder;
  private TestBroker broker;
  private Topics topics;
  private LiveTraffic traffic;
  private SourceLeaders leaders;
  private BrokerWatch.Question asked;
  private BrokerWatch brokers;
  private SloStreams streams;
  private Health health;

  @BeforeEach
  void start() throws IOException {
    broker = Brokers.embedded();
    topics = new Topics(broker.bootstrapServers());
    Path slos = folder.resolve("slos.yaml");
    Files.writeString(slos, SloTexts.ratio("availability", TOPIC, "status < 500"));
    Map<String, String> settings =
        Instances.settings(broker.bootstrapServers(), "it-health", slos, folder.resolve("state"));
    settings.put("stream.threads", "1");
    settings.put("topics.partitions", "2");
    settings.put("kafka.main.consumer.session.timeout.ms", "6000");
    settings.put("kafka.main.consumer.heartbeat.interval.ms", "1000");
    AppConfig config = AppConfig.of(settings);
    Map<String, Integer> sources = new HashMap<>();
    TopicSetup.with(
        config,
        broker.bootstrapServers(),
        setup -> sources.putAll(setup.prepare(List.of(TOPIC), List.of())));
    SloCatalog catalog = DefinitionTexts.under(config.slos()).load().catalog().orElseThrow();
    Controls controls = Controls.fixed(catalog.sources(), catalog.slos());
    Addresses addresses = new Addresses(broker.bootstrapServers(), "127.0.0.1:1");
    streams =
        SloStreams.start(
            config, () -> controlsOrFault(controls), sources, addresses, Meters.unread());
    leaders = new SourceLeaders(config, broker.bootstrapServers(), () -> sources);
    asked = leaders;
    brokers = new BrokerWatch(() -> asked.ask(), clock);
    health = health(config);
    traffic = new LiveTraffic(topics, TOPIC, 2);
    brokers.look();
    Topics.await("all is well", () -> isWell(health.liveness()) && isWell(health.readiness()));
  }

  @AfterEach
  void stop() {
    released.countDown();
    traffic.close();
    streams.close();
    leaders.close();
    topics.close();
    broker.close();
  }

  @Test
  void threadThatHangsIsNoticedWithinAMinuteThoughTheStateIsRunning() throws Exception {
    hangs.set(true);
    hanging.await();
    boolean atFirst = isWell(health.liveness());

    pass(Duration.ofSeconds(60));

    assertThat(atFirst).isTrue();
    assertThat(failed(health.liveness())).contains("poll");
    assertThat(health.liveness()).contains(new Check("state", true, RUNNING));
  }

  @Test
  void threadThatWaitsForBrokersIsNotStuck() throws Exception {
    hangs.set(true);
    hanging.await();
    try (SourceLeaders gone =
        new SourceLeaders(AppConfig.of(Map.of()), deaf(), () -> Map.of(TOPIC, 2))) {
      asked = gone;
      brokers.look();
    }

    aheadMs.addAndGet(Duration.ofHours(1).toMillis());

    assertThat(failed(health.liveness())).isEmpty();
    assertThat(failed(health.readiness())).isEmpty();
    assertThat(health.readiness())
        .filteredOn(check -> check.name().equals("brokers"))
        .singleElement()
        .satisfies(check -> assertThat(check.detail()).startsWith("do not answer for 36"));
  }

  /** Its partitions have no owner until the session of the one that died has timed out. */
  @Test
  void threadThatReplacedADeadOneIsNotReadyBeforeItHasItsShare() {
    fails.set(true);

    Topics.await("nobody has its partitions", () -> threads().startsWith("0 of 1"));
    State meanwhile = streams.streams().state();

    assertThat(meanwhile).isEqualTo(State.RUNNING);
    Topics.await("all is well again", () -> isWell(health.readiness()));
    assertThat(failed(health.liveness())).isEmpty();
  }

  /** Where a broker was until a moment ago. */
  private static String deaf() {
    TestBroker other = Brokers.embedded();
    other.close();
    return other.bootstrapServers();
  }

  /** What a processor gets when it asks for the controls. */
  private Controls controlsOrFault(Controls controls) {
    if (hangs.get() && Thread.currentThread().getName().contains("StreamThread")) {
      hanging.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (fails.compareAndSet(true, false)) {
      throw new TimeoutException("as if a broker had not answered");
    }
    return controls;
  }

  private Health health(AppConfig config) {
    return new StreamsHealth(
        RunningStreams.of(
            streams::streams, Names.VIEW_STORE, Names.talliesTopic(config.applicationId())),
        1,
        new StreamsHealth.Signs(
            () -> streams.sourceProgress().all(),
            () -> streams.sourceProgress().pulse().threads(),
            streams::restoring,
            streams::restart),
        new Patience(brokers, config.patience(), clock));
  }

  /** Looks at the brokers as often as an instance does. */
  private void pass(Duration time) {
    for (long ms = 0; ms < time.toMillis(); ms += LOOK_MS) {
      aheadMs.addAndGet(LOOK_MS);
      brokers.look();
    }
  }

  private String threads() {
    return health.readiness().stream()
        .filter(check -> check.name().equals("threads"))
        .map(Check::detail)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isWell(List<Check> checks) {
    return failed(checks).isEmpty();
  }

  private static List<String> failed(List<Check> checks) {
    return checks.stream().filter(check -> !check.ok()).map(Check::name).toList();
  }
}
