package dev.slostreams.faults;

import dev.slostreams.faults.Traffic.Sent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the traffic while faults strike: evenly up to a reserve, then in drops, so that no
 * partition ever falls silent, and the reserve as fast as it can once the faults are over.
 */
final class Publisher implements AutoCloseable {

  private static final double RESERVE = 0.25;
  private static final long STEP_NANOS = 20_000_000; // 20 ms
  private static final int DROP = 2;

  private final List<Sent> traffic;
  private final int perStep;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean hurried;

  private Publisher(String bootstrapServers, List<Sent> traffic, int perSecond) {
    this.traffic = traffic;
    this.perStep = Math.max(1, (int) (perSecond * STEP_NANOS / 1_000_000_000L));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "linger.ms", 5,
                "delivery.timeout.ms", 1_800_000,
                "max.block.ms", 1_800_000,
                "request.timeout.ms", 5_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.thread = new Thread(this::send, "publisher");
  }

  /** Begins to send. */
  static Publisher start(String bootstrapServers, List<Sent> traffic, int perSecond) {
    Publisher publisher = new Publisher(bootstrapServers, traffic, perSecond);
    publisher.thread.setDaemon(true);
    publisher.thread.start();
    return publisher;
  }

  private void send() {
    int reserved = (int) (traffic.size() * (1 - RESERVE));
    long step = System.nanoTime();
    int next = 0;
    while (next < traffic.size()) {
      int count = hurried ? 1_000 : next < reserved ? perStep : DROP;
      int until = Math.min(traffic.size(), next + count);
      while (next < until) {
        sendOne(traffic.get(next++));
      }
      step += STEP_NANOS;
      if (!hurried) {
        LockSupport.parkNanos(step - System.nanoTime());
      }
    }
    producer.flush();
  }

  private void sendOne(Sent sent) {
    producer.send(
        new ProducerRecord<>(
            sent.topic(),
            sent.partition(),
            sent.stamp().ms(System.currentTimeMillis()),
            sent.keyBytes(),
            sent.valueBytes()),
        (metadata, failed) -> failure.compareAndSet(null, failed));
  }

  /** The faults are over: sends the rest, and waits until the brokers have it. */
  void finish() throws InterruptedException {
    hurried = true;
    thread.join(120_000);
    if (thread.isAlive() || failure.get() != null) {
      throw new IllegalStateException("not all was published", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ZERO);
  }
}
