package dev.slostreams.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events of which each makes an alert fire, and a reader that waits for it. Each is the first of a
 * series of its own and bad: at its first tick it has spent 1 % in a second of the 60 that the
 * policy looks at, burn rate 100 / 60.
 *
 * <p>Reads what is committed, as whoever acts on alerts does. Owned by one thread.
 */
final class AlertTrials implements AutoCloseable {

  private static final String SERVICE = "trial";
  private static final ObjectMapper JSON = new ObjectMapper();
  // not a whole second, so that the events fall on all parts of one, and never two in the same
  private static final long APART_NANOS = 1_037_000_000;
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Duration PATIENCE = Duration.ofMillis(10);

  private final String topic;
  private final Random random = new Random(7);
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private int sent;

  /**
   * Of one turn.
   *
   * @param missed events whose alert did not come within half a minute after the last event
   */
  record Turn(List<AlertTime> alerts, int missed) {}

  /**
   * Not yet begun.
   *
   * @param topic where the events go
   * @param alerts the topic that is read
   */
  AlertTrials(String brokers, String topic, String alerts) {
    this.topic = topic;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer = Committed.reader(brokers, alerts);
  }

  /** The SLO of the trials, over the source of {@link Workload#definitions}. */
  static String definition() {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: trial}
        spec:
          service: %1$s
          indicator:
            metadata: {name: trial-good}
            spec:
              ratioMetric:
                counter: true
                good: {metricSource: {metricSourceRef: requests, type: kafka, spec: {where: "status < 500"}}}
                total: {metricSource: {metricSourceRef: requests, type: kafka, spec: {where: "service == '%1$s'", groupBy: [item]}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: 0.99}]
          alertPolicies:
            - kind: AlertPolicy
              metadata: {name: at-once}
              spec:
                alertWhenBreaching: true
                conditions:
                  - kind: AlertCondition
                    metadata: {name: at-once-1m}
                    spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 1, lookbackWindow: 1m}}
                notificationTargets: []
        """
        .formatted(SERVICE);
  }

  /** Sends so many, one a second and a little, and waits for their alerts. */
  Turn run(int trials) throws IOException {
    Map<String, Long> waiting = new HashMap<>();
    List<AlertTime> alerts = new ArrayList<>();
    long start = System.nanoTime();
    long giveUp = start + trials * APART_NANOS + GIVE_UP_NANOS;
    int begun = 0;
    while (begun < trials || (!waiting.isEmpty() && System.nanoTime() < giveUp)) {
      if (begun < trials && System.nanoTime() >= start + begun * APART_NANOS) {
        begun++;
        send(waiting);
      }
      for (ConsumerRecord<byte[], byte[]> alert : consumer.poll(PATIENCE)) {
        take(alert, System.currentTimeMillis(), waiting, alerts);
      }
    }
    return new Turn(alerts, waiting.size());
  }

  private void send(Map<String, Long> waiting) {
    int item = sent++;
    int partition = item % Workload.PARTITIONS;
    long nowMs = System.currentTimeMillis();
    waiting.put("item-" + item, nowMs);
    String event = Workload.event(nowMs, SERVICE, item, 503, 0, random);
    producer.send(new ProducerRecord<>(topic, partition, null, event.getBytes(UTF_8)));
  }

  private static void take(
      ConsumerRecord<byte[], byte[]> alert,
      long nowMs,
      Map<String, Long> waiting,
      List<AlertTime> alerts)
      throws IOException {
    JsonNode value = JSON.readTree(alert.value());
    if (value.path("state").asText().equals("firing")) {
      Long sentMs = waiting.remove(value.path("series").path("item").asText());
      if (sentMs != null) {
        long tickMs = Instant.parse(value.path("at").asText()).toEpochMilli();
        alerts.add(new AlertTime(sentMs, tickMs, alert.timestamp(), nowMs));
      }
    }
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
