package dev.slostreams.delivery;

import dev.slostreams.wire.WatchdogRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a beat into every partition of every source topic, interval by interval. Every instance
 * does: whose beat comes through does not matter.
 */
final class Watchdog implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Watchdog.class);
  private static final long WARN_EVERY_MS = 60_000;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final Map<String, Object> client;
  private final Duration interval;
  private final Supplier<Set<String>> topics;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "slo-watchdog");
  private volatile Set<String> partitions = Set.of();
  private volatile long warnedAtMs;

  /**
   * A watchdog of these topics.
   *
   * @param topics the source topics of now
   */
  Watchdog(DeliverySettings settings, Supplier<Set<String>> topics, InstantSource clock) {
    this.client = new HashMap<>(settings.client());
    this.interval = settings.watchdog().interval();
    this.topics = topics;
    this.clock = clock;
    client.put("acks", "all");
    client.put("delivery.timeout.ms", 30_000);
    client.put("request.timeout.ms", 10_000);
    client.put("max.block.ms", 10_000);
    client.remove("transactional.id");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Where beats go, {@code topic-0}; empty as long as that is not known. */
  Set<String> partitions() {
    return partitions;
  }

  private void run() {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      do {
        beat(producer);
      } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      sent(topics.get().toString(), e);
    }
  }

  private void beat(Producer<byte[], byte[]> producer) {
    try {
      Instant now = clock.instant();
      Set<String> found = new TreeSet<>();
      for (String topic : topics.get()) {
        for (PartitionInfo partition : producer.partitionsFor(topic)) {
          found.add(topic + "-" + partition.partition());
          producer.send(
              new ProducerRecord<>(
                  topic,
                  partition.partition(),
                  now.toEpochMilli(),
                  WatchdogRecord.beatKey(),
                  WatchdogRecord.beat(now)),
              (metadata, failure) -> sent(topic, failure));
        }
      }
      partitions = Set.copyOf(found);
    } catch (KafkaException e) {
      sent(topics.get().toString(), e);
    }
  }

  private void sent(String topic, Exception failure) {
    long nowMs = clock.millis();
    if (failure != null && nowMs - warnedAtMs >= WARN_EVERY_MS) {
      warnedAtMs = nowMs;
      LOGGER
          .atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("reason", failure.getMessage())
          .log(
              "beats of the watchdog cannot be written, so it falls silent;"
                  + " allow to write the topic, or do without: watchdog.interval=off");
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
