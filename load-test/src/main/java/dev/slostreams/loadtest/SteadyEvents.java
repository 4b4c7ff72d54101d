package dev.slostreams.loadtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events of now at a steady rate, until it is closed. */
final class SteadyEvents implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(SteadyEvents.class);
  private static final int STEPS_PER_SECOND = 100;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int services;
  private final int perSecond;
  private final Random random = new Random(7);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Thread thread = new Thread(this::run, "steady-events");
  private volatile boolean closed;

  private SteadyEvents(String brokers, String topic, int services, int perSecond) {
    this.topic = topic;
    this.services = services;
    this.perSecond = perSecond;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "compression.type",
                "lz4",
                "batch.size",
                262_144), // 256 KiB
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Begins; each service gets its share, and one of a thousand events is bad. */
  static SteadyEvents start(String brokers, String topic, int services, int perSecond) {
    SteadyEvents events = new SteadyEvents(brokers, topic, services, perSecond);
    events.thread.start();
    return events;
  }

  /** Events sent so far. */
  long sent() {
    return sent.get();
  }

  /** Events that the broker has not taken, after all that the producer tried. */
  long refused() {
    return refused.get();
  }

  private void run() {
    long start = System.nanoTime();
    for (long step = 0; !closed; step++) {
      long due = start + step * (1_000_000_000L / STEPS_PER_SECOND);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long now = System.currentTimeMillis();
      for (int i = 0; i < perSecond / STEPS_PER_SECOND; i++) {
        byte[] value = event(now).getBytes(UTF_8);
        producer.send(
            new ProducerRecord<>(
                topic, (int) (sent.getAndIncrement() % Workload.PARTITIONS), null, value),
            (taken, failure) -> noteRefusal(failure));
      }
    }
  }

  private void noteRefusal(Exception failure) {
    if (failure != null && refused.getAndIncrement() == 0) {
      LOGGER.warn("an event was not taken by the broker; the next ones are only counted", failure);
    }
  }

  private String event(long atMs) {
    return Workload.event(
        atMs,
        Workload.serviceName(random.nextInt(services)),
        0,
        random.nextInt(1_000) == 0 ? 503 : 200,
        random.nextInt(4_000),
        random);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
