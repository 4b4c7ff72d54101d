package dev.slostreams.delivery;

import dev.slostreams.wire.AlertNotice;
import dev.slostreams.wire.TierRecord;
import dev.slostreams.wire.WatchdogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the alert-states and watchdog topics from their beginning and goes on reading; every
 * instance reads all of them. After a failure it begins anew.
 */
final class StatesReader implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(StatesReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final DeliverySettings settings;
  private final AlertTable table;
  private final WatchdogProof proof;
  private final InstantSource clock;
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private final Thread thread = new Thread(this::run, "slo-alert-states");
  private volatile boolean closed;
  private volatile Consumer<byte[], byte[]> current;

  StatesReader(
      DeliverySettings settings, AlertTable table, WatchdogProof proof, InstantSource clock) {
    this.clock = clock;
    this.settings = settings;
    this.table = table;
    this.proof = proof;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try (Consumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException e) {
        // closing
      } catch (KafkaException e) {
        if (!closed) {
          LOGGER.atWarn().setCause(e).log("reading the states of alerts failed, tried again");
          LockSupport.parkNanos(backoff.afterFailure(Duration.ZERO).toNanos());
        }
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    table.begin();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> unread = new HashMap<>(consumer.endOffsets(partitions));
    while (!closed) {
      consumer.poll(POLL).forEach(this::read);
      unread.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (unread.isEmpty() && !table.isComplete()) {
        table.completed(clock.millis());
        backoff.afterSuccess();
      }
    }
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(settings.topics().alertStates(), settings.topics().watchdog())) {
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
    }
    return partitions;
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.topic().equals(settings.topics().watchdog())) {
        if (record.value() != null) {
          proof.heard(WatchdogRecord.read(record.value()));
        }
        return;
      }
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        table.remove(key, record.timestamp());
      } else if (!TierRecord.isKey(key)) {
        table.put(AlertNotice.read(key, record.value()), record.timestamp());
      }
    } catch (IllegalArgumentException e) {
      LOGGER
          .atError()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", e.getMessage())
          .log("record cannot be read, nobody is told of it");
    }
  }

  @Override
  public void close() {
    closed = true;
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
