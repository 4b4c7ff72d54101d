package dev.slostreams.testing;

import dev.slostreams.batch.SourceProgress;
import dev.slostreams.control.Controls;
import dev.slostreams.metrics.BudgetSeries;
import dev.slostreams.metrics.Meters;
import dev.slostreams.metrics.SlothSeries;
import dev.slostreams.metrics.Standings;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import dev.slostreams.topology.CommitPace;
import dev.slostreams.topology.Names;
import dev.slostreams.topology.SloTopology;
import dev.slostreams.topology.Timing;
import dev.slostreams.topology.Wiring;
import dev.slostreams.wire.WatchdogRecord;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology in the test driver: one source partition, a clock that the test moves. */
public final class TopologyHarness implements AutoCloseable {

  public static final Source SOURCE = Source.json("requests", "request-events");

  private static final Duration LOOK_AROUND = Duration.ofMillis(250); // of both stages at least

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Standings standings = new Standings();
  private final Map<String, Integer> partitions = new HashMap<>();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> input;
  private SourceProgress.Progress progress;
  private Controls controls;
  private Instant now;

  public TopologyHarness(Instant start, Slo... slos) {
    this(start, Controls.fixed(List.of(SOURCE), List.of(slos)));
  }

  /** With these sources, each of one partition; events are piped to the first. */
  public TopologyHarness(Instant start, List<Source> sources, Slo... slos) {
    this(start, sources, Controls.fixed(sources, List.of(slos)));
  }

  public TopologyHarness(Instant start, Controls known) {
    this(start, List.of(SOURCE), known);
  }

  private TopologyHarness(Instant start, List<Source> sources, Controls known) {
    now = start;
    sources.forEach(source -> partitions.put(source.topic(), 1));
    controls = known;
    driver = new TopologyTestDriver(topology(wiring()), settings(), start);
    input = input(sources.get(0).topic());
    registry.getPrometheusRegistry().register(new SlothSeries(standings, "test"));
    registry.getPrometheusRegistry().register(new BudgetSeries(standings, 100));
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(
        topic, new ByteArraySerializer(), new ByteArraySerializer(), now, Duration.ZERO);
  }

  /** From now on this is known of the control topic. */
  public void learn(Controls known) {
    controls = known;
  }

  private Wiring wiring() {
    return new Wiring(
        "slo-streams",
        () -> controls,
        new Wiring.Topics(
            "slo-alerts",
            "slo-alert-states",
            "slo-budgets",
            "slo-dead-letters",
            "slo-watchdog",
            partitions,
            1),
        Timing.DEFAULT,
        1_000,
        new Meters(registry, standings));
  }

  private Topology topology(Wiring wiring) {
    return SloTopology.build(
        wiring, partition -> Optional.ofNullable(progress), CommitPace.AS_CONFIGURED, () -> now);
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "slo-streams");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    settings.put("ensure.explicit.internal.resource.naming", true);
    return settings;
  }

  public String describe() {
    return topology(wiring()).describe().toString();
  }

  /** A record whose Kafka time is the driver's. */
  public void pipe(String value) {
    pipe(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  public void pipe(byte[] value) {
    input.pipeInput(new TestRecord<>(null, value, now));
  }

  /** A record with a key. */
  public void pipe(byte[] key, byte[] value) {
    input.pipeInput(new TestRecord<>(key, value, now));
  }

  /** A beat of the watchdog. */
  public void beat() {
    input.pipeInput(new TestRecord<>(WatchdogRecord.beatKey(), WatchdogRecord.beat(now), now));
  }

  /** A record on the topic of this source. */
  public void pipe(Source source, String value) {
    input(source.topic())
        .pipeInput(new TestRecord<>(null, value.getBytes(StandardCharsets.UTF_8), now));
  }

  /** One event of the default format. */
  public void event(Instant at, int status) {
    event(at, "cart", status);
  }

  /** One event of the default format. */
  public void event(Instant at, String service, int status) {
    pipe("{\"timestamp\":\"%s\",\"service\":\"%s\",\"status\":%d}".formatted(at, service, status));
  }

  /** The partition was read to its end as of the driver's time; null: nothing is known. */
  public void atEnd(boolean atEnd) {
    progress =
        atEnd
            ? new SourceProgress.Progress(
                0, 0, SourceProgress.NOTHING, now.toEpochMilli() + 86_400_000)
            : null;
  }

  /** In two steps where there is time: what stage one says in the first is known in the second. */
  public void pass(Duration time) {
    now = now.plus(time);
    Duration second = time.compareTo(LOOK_AROUND) > 0 ? LOOK_AROUND : Duration.ZERO;
    driver.advanceWallClockTime(time.minus(second));
    driver.advanceWallClockTime(second);
  }

  /** Values on a topic since last asked. */
  public List<String> values(String topic) {
    return driver
        .createOutputTopic(
            topic, (Deserializer<byte[]>) new ByteArrayDeserializer(), new StringDeserializer())
        .readValuesToList();
  }

  /** Records on a topic since last asked. */
  public List<TestRecord<String, String>> records(String topic) {
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new StringDeserializer())
        .readRecordsToList();
  }

  public double counter(String name, String label, String value) {
    var counter = registry.find(name).tag(label, value).counter();
    return counter == null ? 0 : counter.count();
  }

  /** What Prometheus would be given now. */
  public String scrape() {
    return registry.scrape();
  }

  /** The value that queries read, or null. */
  public String view(String series) {
    byte[] value = driver.<String, byte[]>getKeyValueStore(Names.VIEW_STORE).get(series);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
