package dev.slostreams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slostreams.query.Health.Check;
import dev.slostreams.query.QueryAnswer.Entry;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.Topics;
import dev.slostreams.wire.DataState;
import dev.slostreams.wire.LedgerRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries and health against Kafka Streams itself, two partitions on two threads. */
class LocalStreamsIT {

  private static final String STORE = "view-store";
  private static final long AT = 1_767_225_600L;
  private static final Slo CART = Slos.availability("cart");
  private static final Slo OTHER = Slos.availability("other");

  @TempDir private Path stateDir;

  @Test
  void storesOfAllPartitionsAnswerFromStartToStop() throws Exception {
    try (TestBroker broker = Brokers.embedded();
        KafkaStreams streams = streams(broker)) {
      RunningStreams running = RunningStreams.of(() -> streams, STORE, "in");
      Lags lags = new Lags(running, InstantSource.system());
      LocalPartitions local =
          new LocalPartitions(running, lags, "127.0.0.1:1", InstantSource.system());
      SeriesQuery query =
          new SeriesQuery(
              new Partitions(running, local, Peers.NONE),
              new Placement(2, slo -> slo.equals(CART.id()) ? 0 : 1),
              () -> List.of(CART, OTHER),
              (typed, known) -> Optional.empty());
      BrokerWatch brokers = new BrokerWatch(() -> {}, InstantSource.system());
      Health health =
          new StreamsHealth(
              running,
              2,
              new StreamsHealth.Signs(
                  Map::of,
                  Map::of,
                  () -> new RestoreProgress(InstantSource.system()),
                  Optional::empty),
              new Patience(brokers, Duration.ofMinutes(1), InstantSource.system()));
      brokers.look();

      QueryAnswer beforeStart = query.all();
      start(streams);
      Topics.await("both threads have their partition", () -> isComplete(query) && isReady(health));
      QueryAnswer whileRunning = query.all();
      List<Check> ready = health.readiness();
      streams.removeStreamThread(Duration.ofSeconds(30));
      List<Check> afterLoss = health.readiness();
      streams.close(CloseOptions.timeout(Duration.ofSeconds(30)));
      QueryAnswer afterStop = query.all();

      assertThat(beforeStart)
          .isEqualTo(
              new Unavailable(
                  "ledger partition 0: this instance is starting;"
                      + " ledger partition 1: this instance is starting",
                  2));
      assertThat(((Found) whileRunning).series())
          .containsExactly(
              new Entry(CART.id(), "cart", "{}"), new Entry(OTHER.id(), "other", "{}"));
      assertThat(((Found) whileRunning).partitions())
          .extracting(Served::partition, Served::role, Served::stale, Served::at)
          .containsExactly(
              tuple(0, Served.Role.ACTIVE, false, AT), tuple(1, Served.Role.ACTIVE, false, AT));
      assertThat(ready)
          .containsExactly(
              new Check("state", true, "RUNNING"),
              new Check("threads", true, "2 of 2 take part"),
              new Check("store", true, "2 ledger partitions evaluated here"),
              new Check("brokers", true, "answer"));
      assertThat(afterLoss.get(1)).isEqualTo(new Check("threads", false, "1 of 2 take part"));
      assertThat(afterStop).isInstanceOf(Unavailable.class);
    }
  }

  private static boolean isComplete(SeriesQuery query) {
    return query.all() instanceof Found found
        && found.complete()
        && found.partitions().stream().noneMatch(Served::stale);
  }

  private static boolean isReady(Health health) {
    return health.readiness().stream().allMatch(Check::ok);
  }

  private static void start(KafkaStreams streams) throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    streams.setStateListener(
        (now, before) -> {
          if (now == State.RUNNING) {
            running.countDown();
          }
        });
    streams.start();
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private KafkaStreams streams(TestBroker broker) throws Exception {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("in", 2, (short) 1))).all().get();
    }
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "local-streams");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    return new KafkaStreams(topology(), settings);
  }

  private static Topology topology() {
    return new Topology()
        .addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in")
        .addProcessor("views", TwoViews::new, "in")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled(),
            "views");
  }

  /** Partition 0 holds a series of one SLO, partition 1 one of the other. */
  private static final class TwoViews implements Processor<byte[], byte[], Void, Void> {
    @Override
    public void init(ProcessorContext<Void, Void> context) {
      KeyValueStore<String, byte[]> views = context.getStateStore(STORE);
      String series = context.taskId().partition() == 0 ? "cart" : "other";
      views.put(series, "{}".getBytes(StandardCharsets.UTF_8));
      LedgerRecord record =
          new LedgerRecord(AT, DataState.OK, List.of(), 1, System.currentTimeMillis());
      views.put(LedgerRecord.KEY, record.value());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      throw new IllegalStateException("nothing is sent in this test");
    }
  }
}
