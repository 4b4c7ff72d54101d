package dev.slostreams.app;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams that follow from ours. */
final class StreamsSettings {

  private static final int SESSION_TIMEOUT_MS = 15_000; // 15 s: take-over after a crash
  private static final int HEARTBEAT_MS = 4_000; // 4 s
  private static final int BATCHES_BUFFERED = 4;

  private StreamsSettings() {}

  static Properties of(AppConfig config, Addresses addresses) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.brokers());
    settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, addresses.self());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // tasks ask for the shorter one: CommitPace
    settings.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.longestCommitInterval().toMillis());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.numStandbyReplicas());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.topicsReplicationFactor());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    // no global thread here; without this, Kafka warns about it at every start
    settings.put("processing.exception.handler.global.enabled", true);
    if (config.batch()) {
      settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BATCHES_BUFFERED);
    }
    putConsumer(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    putConsumer(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batchMaxRecords());
    putConsumer(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    putConsumer(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) config.transactionTimeout().toMillis());
    config.kafka().forEach(settings::put);
    return settings;
  }

  private static void putConsumer(Properties settings, String name, Object value) {
    settings.put(StreamsConfig.mainConsumerPrefix(name), value);
  }
}
