package dev.slostreams.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.batch.BatchingClientSupplier.Batching;
import dev.slostreams.batch.InterruptedApp.Ending;
import dev.slostreams.testing.Brokers.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What batches promise on a real broker: each record of the source counts once in the output,
 * however often the application ends in the middle of a batch.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class BatchExactlyOnceContract {

  private static final int RECORDS = 20_000;
  private static final int PARTITIONS = 4;

  @TempDir private Path stateDir;

  private TestBroker broker;

  abstract TestBroker startBroker();

  @BeforeEach
  void prepare() throws Exception {
    broker = startBroker();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(InterruptedApp.SOURCE, PARTITIONS, (short) 1),
                  new NewTopic(InterruptedApp.OUTPUT, 1, (short) 1)))
          .all()
          .get();
    }
    produce();
  }

  @AfterEach
  void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void everyRecordCountsOnceThoughTheAppEndsInTheMiddleOfBatches() throws Exception {
    // about 200 records in a frame and several frames in a poll
    var app = new InterruptedApp(broker.bootstrapServers(), stateDir, new Batching(true, 1_024));

    app.runUntilBatch(7, Ending.FAILURE);
    app.runUntilBatch(5, Ending.CLOSE);
    app.runUntilBatch(12, Ending.FAILURE);
    app.runUntilBatch(1, Ending.FAILURE);
    app.runUntilBatch(9, Ending.CLOSE);
    app.runToTheEnd(() -> output().size() >= RECORDS);

    assertThat(output()).containsExactlyElementsOf(IntStream.range(0, RECORDS).boxed().toList());
    assertThat(app.largestBatch()).isGreaterThan(100);
  }

  @Test
  void everyRecordCountsOnceWithBatchesOff() throws Exception {
    var app = new InterruptedApp(broker.bootstrapServers(), stateDir, Batching.OFF);

    app.runUntilBatch(700, Ending.FAILURE);
    app.runUntilBatch(500, Ending.CLOSE);
    app.runToTheEnd(() -> output().size() >= RECORDS);

    assertThat(output()).containsExactlyElementsOf(IntStream.range(0, RECORDS).boxed().toList());
    assertThat(app.largestBatch()).isEqualTo(1);
  }

  /** The numbers from 0 on, in transactions, with aborted ones in between. */
  private void produce() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(), "transactional.id", "numbers-writer");
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      for (int from = 0; from < RECORDS; from += 2_000) {
        producer.beginTransaction();
        IntStream.range(from, from + 2_000).forEach(number -> send(producer, number));
        producer.commitTransaction();
        producer.beginTransaction();
        IntStream.range(0, 50).forEach(number -> send(producer, -number));
        producer.flush();
        producer.abortTransaction();
      }
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int number) {
    byte[] value = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    producer.send(
        new ProducerRecord<>(
            InterruptedApp.SOURCE, Math.floorMod(number, PARTITIONS), null, value));
  }

  /** The numbers that count, in order of size. */
  private List<Integer> output() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    TopicPartition partition = new TopicPartition(InterruptedApp.OUTPUT, 0);
    List<Integer> numbers = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record ->
                    Arrays.stream(record.value().split(","))
                        .map(Integer::valueOf)
                        .forEach(numbers::add));
      }
    }
    numbers.sort(null);
    return numbers;
  }
}
