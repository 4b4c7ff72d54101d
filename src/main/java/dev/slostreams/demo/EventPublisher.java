package dev.slostreams.demo;

import dev.slostreams.app.CannotRunException;
import dev.slostreams.app.NewTopics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the demo's events to the partitions in turn, so that all advance together in event
 * time, which is what the engine waits for.
 *
 * <p>Used by one thread; the counts may be read by others.
 */
final class EventPublisher implements EventSink, AutoCloseable {

  private static final int PARTITIONS = 4;
  private static final int BATCH_BYTES = 262_144; // 256 KiB
  private static final int LINGER_MS = 10;
  private static final int HISTORY_RUN = 64; // neighbours of a minute or two arrive together

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final boolean wasEmpty;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final long[] lastMs;
  private int runLength = HISTORY_RUN;
  private int leftInRun = HISTORY_RUN;
  private int partition;
  private volatile long published;

  /** Makes the topic where it is missing; it keeps events however old they are. */
  EventPublisher(String bootstrapServers, String topic) {
    this(bootstrapServers, topic, Map.of());
  }

  /**
   * With further settings of the Kafka clients.
   *
   * @param kafka such as {@code security.protocol}
   */
  EventPublisher(String bootstrapServers, String topic, Map<String, String> kafka) {
    this.topic = topic;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    Map<TopicPartition, Long> ends = makeTopic(settings);
    wasEmpty = ends.values().stream().allMatch(end -> end == 0);
    lastMs = new long[ends.size()];
    Arrays.fill(lastMs, Long.MIN_VALUE);
    settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Whether nothing had ever been published to the topic. */
  boolean topicWasEmpty() {
    return wasEmpty;
  }

  @Override
  public void accept(long timestampMs, byte[] json) {
    if (leftInRun == 0) {
      leftInRun = runLength;
      partition = (partition + 1) % lastMs.length;
    }
    leftInRun--;
    producer.send(
        new ProducerRecord<>(topic, partition, timestampMs, null, json),
        (metadata, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
    lastMs[partition] = timestampMs;
    published = count() + 1; // the one writer
    if (failure.get() != null) {
      throw failed(failure.get());
    }
  }

  /** From now on each event goes to another partition than the one before: no partition waits. */
  void spreadEvenly() {
    runLength = 1;
    leftInRun = 0;
  }

  /** Waits until the broker has all of them. */
  void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw failed(failure.get());
    }
  }

  /** Events published so far. */
  long count() {
    return published;
  }

  /** The highest tick that an engine with this disorder can evaluate after what was published. */
  long completeTick(long disorderMs) {
    return Math.floorDiv(Arrays.stream(lastMs).min().orElseThrow() - disorderMs, 1_000L);
  }

  @Override
  public void close() {
    producer.close();
  }

  /** Where the partitions end, once the topic is there. */
  private Map<TopicPartition, Long> makeTopic(Map<String, Object> settings) {
    NewTopic events =
        new NewTopic(topic, PARTITIONS, (short) -1)
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    try (Admin admin = Admin.create(settings)) {
      NewTopics.make(admin, events);
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .forEach(p -> asked.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin.listOffsets(asked).all().get().forEach((p, end) -> ends.put(p, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (TimeoutException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    }
  }

  private CannotRunException failed(Throwable cause) {
    return new CannotRunException(
        "publishing to '" + topic + "' failed: " + cause.getMessage(), cause);
  }
}
