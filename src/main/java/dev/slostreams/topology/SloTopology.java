package dev.slostreams.topology;

import dev.slostreams.batch.SourceProgress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: events, tally, repartitioning by SLO, evaluate, and the sinks.
 *
 * <p>The repartition topic comes from the DSL because Kafka Streams then makes it and deletes what
 * is done; the rest are processors. Because the topology says where reading begins, it is Kafka
 * Streams that goes back to the beginning, and not the consumer silently.
 */
public final class SloTopology {

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private SloTopology() {}

  /**
   * Connects everything.
   *
   * @param sourceProgress how far the consumers of this instance are
   * @param pace how often it commits
   * @param clock the wall clock, for the timestamps of records that have none
   */
  public static Topology build(
      Wiring wiring,
      Function<TopicPartition, Optional<SourceProgress.Progress>> sourceProgress,
      CommitPace pace,
      InstantSource clock) {
    LedgerPartitions ledgers = new LedgerPartitions(wiring.topics().ledgers());
    TallyPlan plan =
        new TallyPlan(
            wiring,
            sourceProgress,
            ledgers,
            Names.TALLIES + "-repartition-filter",
            new FirstDeadLetters());
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            wiring.sourceTopics(),
            Consumed.with(BYTES, BYTES)
                .withName(Names.EVENTS)
                .withOffsetResetPolicy(AutoOffsetReset.earliest())
                .withTimestampExtractor(new SaneTimestamps(clock)))
        .process(() -> pace.of(new TallyProcessor(plan)), Named.as(Names.TALLY))
        .repartition(
            Repartitioned.with(BYTES, BYTES)
                .withName(Names.TALLIES)
                .withNumberOfPartitions(ledgers.count())
                .withStreamPartitioner(ledgers))
        .process(new Evaluate(wiring, pace), Named.as(Names.EVALUATE));
    Topology topology = builder.build();
    addSink(topology, Names.DEAD_LETTERS, wiring.topics().deadLetters(), Names.TALLY);
    addSink(topology, Names.ALERTS, wiring.topics().alerts(), Names.EVALUATE);
    addSink(topology, Names.ALERT_STATES, wiring.topics().alertStates(), Names.EVALUATE);
    addSink(topology, Names.BUDGETS, wiring.topics().budgets(), Names.EVALUATE);
    addSink(topology, Names.WATCHDOG, wiring.topics().watchdog(), Names.EVALUATE);
    return topology;
  }

  private static void addSink(Topology topology, String name, String topic, String parent) {
    topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), parent);
  }

  /** Stage two with its stores. */
  private record Evaluate(Wiring wiring, CommitPace pace)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return pace.of(new EvaluateProcessor(wiring));
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.copyOf(
          List.<StoreBuilder<?>>of(
              Stores.keyValueStoreBuilder(
                      Stores.inMemoryKeyValueStore(Names.SERIES_STORE), Serdes.Bytes(), BYTES)
                  .withCachingDisabled(),
              Stores.keyValueStoreBuilder(
                      Stores.inMemoryKeyValueStore(Names.VIEW_STORE), Serdes.String(), BYTES)
                  .withCachingDisabled()));
    }
  }
}
