package dev.slostreams.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic that is there with a workload, as lz4 batches of up to 256 KiB. */
final class Preload {

  private Preload() {}

  static void fill(String brokers, String topic, Workload workload) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", brokers);
    settings.put("compression.type", "lz4");
    settings.put("linger.ms", 20);
    settings.put("batch.size", 262_144); // 256 KiB
    settings.put("acks", "1");
    settings.put("enable.idempotence", "false");
    long bytes = 0;
    long count = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (workload.hasNext()) {
        byte[] value = workload.next().getBytes(UTF_8);
        bytes += value.length;
        producer.send(
            new ProducerRecord<>(topic, (int) (count % Workload.PARTITIONS), null, value),
            (sent, failure) -> {
              if (failure != null) {
                throw new IllegalStateException("preload of '" + topic + "' failed", failure);
              }
            });
        count++;
      }
    }
    System.err.printf(
        Locale.ROOT,
        "topic %s: %,d events of %d bytes in %d partitions%n",
        topic,
        workload.events(),
        bytes / count,
        Workload.PARTITIONS);
  }
}
