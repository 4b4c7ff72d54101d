package dev.slostreams.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All committed records of topics, as bytes. */
final class Records {

  private Records() {}

  /** Each record up to the end of now, partition by partition in order. */
  static void of(
      String bootstrapServers,
      List<String> topics,
      Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(listener);
      }
    }
  }

  /** The last header of this name as text. */
  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(
        record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** A record as text: key, value and all headers but those named. */
  static String text(ConsumerRecord<byte[], byte[]> record, String... withoutHeaders) {
    StringBuilder text =
        new StringBuilder(utf8(record.key())).append(' ').append(utf8(record.value()));
    record
        .headers()
        .forEach(
            header -> {
              if (!Arrays.asList(withoutHeaders).contains(header.key())) {
                text.append(' ').append(header.key()).append('=').append(utf8(header.value()));
              }
            });
    return text.toString();
  }

  private static String utf8(byte[] bytes) {
    return bytes == null ? "-" : new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }
}
