package dev.slostreams.delivery;

import dev.slostreams.alert.Transition;
import dev.slostreams.delivery.DeliverySettings.Alertmanagers;
import dev.slostreams.delivery.DeliverySettings.Webhook;
import dev.slostreams.delivery.DeliverySettings.Webhooks;
import dev.slostreams.metrics.Meters;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.Topics;
import dev.slostreams.wire.AlertRecord;
import dev.slostreams.wire.Pages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the topics that delivery reads, and a test that writes them as the engine does. */
final class DeliveryBench implements AutoCloseable {

  static final Duration RESEND = Duration.ofSeconds(1);

  private final TestBroker broker = Brokers.embedded();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final KafkaProducer<byte[], byte[]> producer;

  DeliveryBench() {
    try (Topics topics = new Topics(broker.bootstrapServers())) {
      List.of("slo-alerts", "slo-alert-states", "slo-watchdog")
          .forEach(topic -> topics.create(topic, 2));
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Starts delivery to Alertmanagers. */
  Delivery tell(URI... alertmanagers) {
    return start(new Alertmanagers(List.of(alertmanagers), RESEND), List.of());
  }

  /** Starts delivery to webhooks. */
  Delivery tell(Webhook... webhooks) {
    return start(new Alertmanagers(List.of(), RESEND), List.of(webhooks));
  }

  private Delivery start(Alertmanagers alertmanagers, List<Webhook> webhooks) {
    return Delivery.start(
        new DeliverySettings(
            "slo-streams",
            Map.of("bootstrap.servers", broker.bootstrapServers(), "session.timeout.ms", 6_000),
            new DeliverySettings.Topics("slo-alerts", "slo-alert-states", "slo-watchdog"),
            alertmanagers,
            new Webhooks(webhooks, Duration.ofHours(24)),
            new DeliverySettings.Watchdog(Duration.ZERO, Duration.ZERO, 1),
            new Pages(URI.create("https://slo.example.com"))),
        Set::of,
        new Meters(registry),
        InstantSource.system());
  }

  /** Writes a transition to both topics. */
  void write(Transition transition) {
    byte[] key = AlertRecord.key(transition).getBytes(StandardCharsets.UTF_8);
    byte[] value = AlertRecord.value(Alerts.SLO, transition);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("slo-alerts", key, value);
    AlertRecord.headers("slo-streams", transition)
        .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    producer.send(record);
    producer.send(new ProducerRecord<>("slo-alert-states", key, value));
    producer.flush();
  }

  double counter(String name, String... labels) {
    var counter = registry.find(name).tags(labels).counter();
    return counter == null ? 0 : counter.count();
  }

  @Override
  public void close() {
    producer.close();
    broker.close();
  }
}
