package dev.slostreams.app;

import dev.slostreams.sli.Event;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.EventDecoder;
import dev.slostreams.wire.EventSink;
import dev.slostreams.wire.MalformedReason;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes recorded events to a topic, unchanged, each with its event time as the record's
 * timestamp.
 *
 * <p>A line whose time cannot be read is published with the time of the one before: it is for the
 * reader to set aside. Single-threaded.
 */
public final class Replay implements EventSink {

  private final Target target;
  private final EventDecoder decoder;
  private long timestampMs;
  private long published;
  private long unreadable;

  /**
   * Where to, and how fast.
   *
   * @param partitions of the topic, if it has to be made
   * @param rate records per second, 0 for as fast as it goes
   * @param kafka further settings of the Kafka clients
   */
  public record Target(
      String bootstrapServers, String topic, int partitions, long rate, Map<String, String> kafka) {

    public Target {
      kafka = Map.copyOf(kafka);
    }
  }

  /** A replay of events that are read as this source says. */
  public Replay(Source source, Target target) {
    this.target = target;
    this.decoder = EventDecoder.of(source, List.of());
  }

  /** Lines published. */
  public long published() {
    return published;
  }

  /** Lines among them whose time could not be read. */
  public long unreadable() {
    return unreadable;
  }

  /**
   * Publishes all lines; when it returns, the broker has them.
   *
   * @param progress told the number of lines now and then
   */
  public void run(Recording recording, LongConsumer progress) throws IOException {
    makeTopic();
    AtomicReference<Exception> failure = new AtomicReference<>();
    long startedAt = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            producerSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] line = recording.nextLine(); line != null; line = recording.nextLine()) {
        decoder.decode(line, timestampMs, this);
        producer.send(
            new ProducerRecord<>(target.topic(), null, timestampMs, null, line),
            (metadata, e) -> failure.compareAndSet(null, e));
        published++;
        failOn(failure.get());
        progress.accept(published);
        keepRate(startedAt);
      }
      producer.flush();
    }
    failOn(failure.get());
  }

  @Override
  public void event(Event event) {
    timestampMs = event.timestampMs();
  }

  @Override
  public void malformed(MalformedReason reason, String detail) {
    unreadable++;
  }

  private void keepRate(long startedAt) {
    if (target.rate() > 0) {
      long due = startedAt + Math.round(published * 1e9 / target.rate());
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  private void failOn(Exception failure) {
    if (failure != null) {
      throw new CannotRunException(
          "publishing to '"
              + target.topic()
              + "' at '"
              + target.bootstrapServers()
              + "' failed: "
              + failure.getMessage(),
          failure);
    }
  }

  private void makeTopic() {
    NewTopic topic =
        new NewTopic(target.topic(), target.partitions(), (short) -1)
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    Admin admin = Admin.create(clientSettings());
    try {
      NewTopics.make(admin, topic);
    } catch (ExecutionException | TimeoutException e) {
      failOn(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRunException("interrupted while making topic '" + target.topic() + "'", e);
    } finally {
      admin.close(Duration.ZERO); // what nobody answered in time is not waited for again
    }
  }

  private Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>(target.kafka());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
    return settings;
  }

  private Map<String, Object> producerSettings() {
    Map<String, Object> settings = clientSettings();
    settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 131_072); // 128 KiB
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return settings;
  }
}
