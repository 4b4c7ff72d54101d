package dev.slostreams.demo;

import dev.slostreams.app.AppConfig;
import dev.slostreams.wire.AlertMessage;
import dev.slostreams.wire.BudgetMessage;
import dev.slostreams.wire.TierRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what the engine sends out as any consumer would: committed records of the alerts and
 * budgets topics, from the beginning. Not thread-safe.
 */
final class ResultsReader implements AutoCloseable {

  private final String alertsTopic;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, BudgetMessage> standings = new TreeMap<>();

  ResultsReader(String bootstrapServers, AppConfig config) {
    alertsTopic = config.topicAlerts();
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(alertsTopic, config.topicBudgets())) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits for records at most this long; the transitions among them in the order of time. */
  List<AlertMessage> poll(Duration atMost) {
    List<AlertMessage> transitions = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
      if (record.topic().equals(alertsTopic) && TierRecord.isKey(record.key())) {
        continue; // tiers are shown with the budgets
      }
      if (record.topic().equals(alertsTopic)) {
        transitions.add(AlertMessage.read(record.key(), record.value()));
      } else if (record.value() == null) {
        standings.remove(record.key());
      } else {
        standings.put(record.key(), BudgetMessage.read(record.key(), record.value()));
      }
    }
    transitions.sort(Comparator.comparing(AlertMessage::at));
    return transitions;
  }

  /** How each series stands, in the order of their ids. */
  Collection<BudgetMessage> standings() {
    return standings.values();
  }

  /** The tick up to which all these SLOs have been heard of. */
  OptionalLong tick(Collection<String> slos) {
    long tick = Long.MAX_VALUE;
    for (String slo : slos) {
      OptionalLong newest =
          standings.values().stream()
              .filter(standing -> standing.slo().equals(slo))
              .mapToLong(standing -> standing.at().getEpochSecond())
              .max();
      if (newest.isEmpty()) {
        return newest;
      }
      tick = Math.min(tick, newest.getAsLong());
    }
    return OptionalLong.of(tick);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
