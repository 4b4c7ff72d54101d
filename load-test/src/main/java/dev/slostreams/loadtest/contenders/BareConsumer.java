package dev.slostreams.loadtest.contenders;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.slostreams.loadtest.Contender;
import dev.slostreams.loadtest.Outcome;
import dev.slostreams.loadtest.Stopwatch;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.sli.Classifier;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.EventDecoder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that decodes the same fields with the same decoder and does nothing with them: the
 * limit. The clock starts with the first poll and stops with the last event.
 */
public final class BareConsumer implements Contender {

  private final Task task;
  private final Reader reader;
  private final Counting counting = new Counting();

  /** What is done with a record. */
  @FunctionalInterface
  private interface Reader {
    void read(ConsumerRecord<byte[], byte[]> record) throws IOException;
  }

  private BareConsumer(Task task, String decoder) {
    this.task = task;
    this.reader =
        switch (decoder) {
          case "bytes" -> record -> counting.one();
          case "databind" -> databind();
          case "ours" -> ours();
          default ->
              throw new IllegalArgumentException(
                  "decoder: must be bytes, databind or ours, but was '" + decoder + "'");
        };
  }

  private Reader ours() {
    SloCatalog catalog = Definitions.load(task);
    Source source = catalog.sources().get(0);
    EventDecoder decoder = EventDecoder.of(source, Classifier.of(source, catalog.slos()).fields());
    return record -> decoder.decode(record.value(), record.timestamp(), counting);
  }

  private Reader databind() {
    ObjectReader json = DatabindRequest.reader();
    return record -> {
      DatabindRequest request = json.readValue(record.value());
      if (Instant.parse(request.timestamp()).toEpochMilli() > 0) {
        counting.one();
      }
    };
  }

  public static void main(String[] args) {
    Contender.serve(new BareConsumer(Task.of(args), args[4]));
  }

  @Override
  public Outcome run(int round) throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", task.brokers());
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", 5_000);
    counting.clear();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Workload.PARTITIONS)
              .mapToObj(partition -> new TopicPartition(task.topic(), partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Stopwatch start = Stopwatch.start();
      while (counting.decoded() < task.events() + Workload.PARTITIONS) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          reader.read(record);
        }
      }
      Stopwatch end = Stopwatch.start();
      return new Outcome(
          task.events(), start.secondsUntil(end), start.cpuSecondsUntil(end), Map.of(), "");
    }
  }
}
