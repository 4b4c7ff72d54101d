package dev.slostreams.app;

import dev.slostreams.control.Control;
import dev.slostreams.wire.ControlRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control topic: one partition, so that everybody reads the same order; compacted, so that it
 * holds everything that was ever ordered.
 */
public final class ControlTopic {

  private static final Logger LOGGER = LoggerFactory.getLogger(ControlTopic.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long WAIT_SECONDS = 30;

  private final Map<String, Object> client;
  private final String topic;
  private final TopicPartition partition;

  /**
   * The topic on these brokers.
   *
   * @param kafka settings of the Kafka clients
   */
  public ControlTopic(String bootstrapServers, String topic, Map<String, String> kafka) {
    this.client = new HashMap<>(kafka);
    this.client.put("bootstrap.servers", bootstrapServers);
    this.topic = topic;
    this.partition = new TopicPartition(topic, 0);
  }

  /** What has been read, and where to go on. */
  final class Reader implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;

    private Reader() {
      Map<String, Object> settings = new HashMap<>(client);
      settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
      settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
      settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
      consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
    }

    /**
     * Everything that was there when this was called and has not been read, in its order.
     *
     * @throws CannotRunException when the broker does not answer in time
     */
    List<Control> readToEnd() {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
      List<Control> controls = new ArrayList<>();
      try {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          if (System.nanoTime() > deadline) {
            throw new CannotRunException(
                "topic '" + topic + "': must be read within " + WAIT_SECONDS + " s, but was not");
          }
          controls.addAll(readNext());
        }
      } catch (KafkaException e) {
        throw new CannotRunException("reading topic '" + topic + "' failed: " + e.getMessage(), e);
      }
      return controls;
    }

    /** What comes within a moment, in its order. */
    List<Control> readNext() {
      List<Control> controls = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        read(record, controls);
      }
      return controls;
    }

    private void read(ConsumerRecord<byte[], byte[]> record, List<Control> controls) {
      try {
        if (record.value() != null) {
          controls.add(ControlRecord.read(record.value()));
        }
      } catch (IllegalArgumentException e) {
        LOGGER
            .atError()
            .addKeyValue("topic", topic)
            .addKeyValue("offset", record.offset())
            .addKeyValue("reason", e.getMessage())
            .log("control cannot be read and is not applied");
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  /** Reads from the beginning. */
  Reader open() {
    return new Reader();
  }

  /** Everything that is there now, in its order; the latest of each key last. */
  public List<Control> readAll() {
    try (Reader reader = open()) {
      return reader.readToEnd();
    }
  }

  /**
   * Adds controls; when it returns, the broker has them.
   *
   * @throws CannotRunException when the broker does not take them
   */
  public void publish(List<Control> controls) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Control control : controls) {
        producer
            .send(
                new ProducerRecord<>(
                    topic, 0, ControlRecord.key(control), ControlRecord.value(control)))
            .get(WAIT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new CannotRunException("writing topic '" + topic + "' failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRunException("interrupted while writing topic '" + topic + "'", e);
    }
  }
}
