package dev.slostreams.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Listens on a budgets topic, to what is committed. Owned by one thread. */
final class Evaluations implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMillis(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Silences silences = new Silences();

  Evaluations(String brokers, String topic) {
    consumer = Committed.reader(brokers, topic);
  }

  Silences silences() {
    return silences;
  }

  /** Takes what has come. */
  void listen() throws IOException {
    for (ConsumerRecord<byte[], byte[]> budget : consumer.poll(PATIENCE)) {
      if (budget.value() != null) {
        Instant at = Instant.parse(JSON.readTree(budget.value()).path("at").asText());
        String id = new String(budget.key(), StandardCharsets.UTF_8);
        silences.hear(id, at.toEpochMilli(), System.currentTimeMillis());
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
