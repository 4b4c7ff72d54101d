package dev.slostreams.loadtest.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * Good and total per SLO and minute, from Kafka to Kafka, exactly once, as a Flink job that is
 * meant to be fast:
 *
 * <pre>
 * KafkaSource ─► LocalCounts ─► keyBy SLO ─► minutes of event time ─► KafkaSink
 *   (decodes)    per second      (hash)        one sum per SLO        (transactions)
 * </pre>
 *
 * <ul>
 *   <li>Decoding and classifying happen in the source's deserializer and hand on one reused object:
 *       the source and {@link LocalCounts} are one chain, objects are reused, so no event is copied
 *       or serialized. What crosses the network is one POJO per SLO and second; generic types are
 *       off, so Kryo cannot slip in.
 *   <li>Two-phase aggregation, as Flink SQL plans it. Without it, five records per event would
 *       cross {@code keyBy}.
 *   <li>Watermarks per partition, one second of disorder: what slo-streams assumes too.
 *   <li>State on the heap, the fastest backend for state that fits; checkpoints every second,
 *       aligned (nothing stands in the buffers long), to a local folder. One concurrent checkpoint.
 *   <li>The sink keeps its transactional producers from checkpoint to checkpoint (pooling), which
 *       spares a handshake each second.
 *   <li>The input ends where the topic ended at the start, so that the last windows close.
 * </ul>
 *
 * <p>It does less than slo-streams: no lookback windows, no alerts, no budgets; the minute counters
 * are what those would start from. Metrics reporters, web UI and latency markers are off.
 */
final class FlinkJob {

  private FlinkJob() {}

  /** What to run. */
  record Options(
      String brokers, String fromTopic, String toTopic, int parallelism, Path checkpoints) {}

  static StreamExecutionEnvironment build(
      Options options, KafkaRecordDeserializationSchema<Contribution> requests, List<String> slos) {
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(
            options.parallelism(), configuration(options));
    flink
        .fromSource(
            source(options, requests),
            WatermarkStrategy.<Contribution>forBoundedOutOfOrderness(Duration.ofSeconds(1))
                .withTimestampAssigner((event, kafkaMs) -> event.timestampMs)
                .withIdleness(Duration.ofSeconds(5)),
            "requests")
        .uid("requests")
        .transform("local-counts", Types.POJO(SloCounts.class), new LocalCounts(slos.size()))
        .uid("local-counts")
        .keyBy(counts -> counts.slo)
        .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
        .aggregate(new Sum(), new Stamp())
        .uid("minutes")
        .sinkTo(sink(options, slos))
        .uid("counts");
    return flink;
  }

  private static Configuration configuration(Options options) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, options.checkpoints().toUri().toString());
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failed run is not a run
    return settings;
  }

  private static KafkaSource<Contribution> source(
      Options options, KafkaRecordDeserializationSchema<Contribution> requests) {
    return KafkaSource.<Contribution>builder()
        .setBootstrapServers(options.brokers())
        .setTopics(options.fromTopic())
        .setGroupId(options.toTopic())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(requests)
        .setProperty("isolation.level", "read_committed")
        .setProperty("max.poll.records", "5000")
        .build();
  }

  private static KafkaSink<SloCounts> sink(Options options, List<String> slos) {
    byte[][] names = slos.stream().map(slo -> slo.getBytes(UTF_8)).toArray(byte[][]::new);
    return KafkaSink.<SloCounts>builder()
        .setBootstrapServers(options.brokers())
        .setRecordSerializer(
            KafkaRecordSerializationSchema.<SloCounts>builder()
                .setTopic(options.toTopic())
                .setKeySerializationSchema(counts -> names[counts.slo])
                .setValueSerializationSchema(new CountsBytes())
                .build())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(options.toTopic())
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setProperty("transaction.timeout.ms", "60000")
        .setProperty("compression.type", "lz4")
        .build();
  }
}
