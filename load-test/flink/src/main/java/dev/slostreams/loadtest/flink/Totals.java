package dev.slostreams.loadtest.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slostreams.loadtest.Counts;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Good and total per SLO over everything that a run has committed to its topic. */
final class Totals {

  private Totals() {}

  static Map<String, Counts> read(String brokers, String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<String, Counts> totals = new TreeMap<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          ByteBuffer counts = ByteBuffer.wrap(record.value(), Long.BYTES, 2 * Long.BYTES);
          totals.merge(
              new String(record.key(), UTF_8),
              new Counts(counts.getLong(), counts.getLong()),
              (a, b) -> a.plus(b.good(), b.total()));
        }
      }
      return totals;
    }
  }
}
