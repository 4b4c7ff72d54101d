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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumers that decode the same fields with the same decoder and do nothing with them: the limit.
 * Each has a thread and its share of the partitions. The clock starts with the first poll and stops
 * with the last event.
 */
public final class BareConsumer implements Contender {

  private final Task task;
  private final String decoder;
  private final int threads;

  /** What is done with a record. */
  @FunctionalInterface
  private interface Reader {
    void read(ConsumerRecord<byte[], byte[]> record) throws IOException;
  }

  /** A consumer with its partitions, and what it has decoded. */
  private final class Share implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                task.brokers(),
                "isolation.level",
                "read_committed",
                "max.poll.records",
                5_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    private final Counting counting = new Counting();
    private final Reader reader = reader(counting);

    Share(int number) {
      List<TopicPartition> partitions =
          IntStream.range(0, Workload.PARTITIONS)
              .filter(partition -> partition % threads == number)
              .mapToObj(partition -> new TopicPartition(task.topic(), partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    /** Reads until all of them together have read so much; when that was. */
    Stopwatch read(AtomicLong together, long goal) throws IOException {
      while (together.get() < goal) {
        long before = counting.decoded();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          reader.read(record);
        }
        together.addAndGet(counting.decoded() - before);
      }
      return Stopwatch.start();
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  private BareConsumer(Task task, String decoder, int threads) {
    this.task = task;
    this.decoder = decoder;
    this.threads = threads;
  }

  private Reader reader(Counting counting) {
    return switch (decoder) {
      case "bytes" -> record -> counting.one();
      case "databind" -> databind(counting);
      case "ours" -> ours(counting);
      default ->
          throw new IllegalArgumentException(
              "decoder: must be bytes, databind or ours, but was '" + decoder + "'");
    };
  }

  private Reader ours(Counting counting) {
    SloCatalog catalog = Definitions.load(task);
    Source source = catalog.sources().get(0);
    EventDecoder events = EventDecoder.of(source, Classifier.of(source, catalog.slos()).fields());
    return record -> events.decode(record.value(), record.timestamp(), counting);
  }

  private static Reader databind(Counting counting) {
    ObjectReader json = DatabindRequest.reader();
    return record -> {
      DatabindRequest request = json.readValue(record.value());
      if (Instant.parse(request.timestamp()).toEpochMilli() > 0) {
        counting.one();
      }
    };
  }

  public static void main(String[] args) {
    Contender.serve(new BareConsumer(Task.of(args), args[4], Integer.parseInt(args[5])));
  }

  @Override
  public Outcome run(int round) throws Exception {
    List<Share> shares = new ArrayList<>();
    ExecutorService readers = Executors.newFixedThreadPool(threads);
    try {
      for (int number = 0; number < threads; number++) {
        shares.add(new Share(number));
      }
      AtomicLong together = new AtomicLong();
      long goal = task.events() + Workload.PARTITIONS;
      Stopwatch start = Stopwatch.start();
      List<Callable<Stopwatch>> reads = new ArrayList<>();
      shares.forEach(share -> reads.add(() -> share.read(together, goal)));
      Stopwatch end = null;
      for (Future<Stopwatch> read : readers.invokeAll(reads)) {
        Stopwatch itsEnd = read.get();
        end = end == null || itsEnd.nanos() < end.nanos() ? itsEnd : end;
      }
      return new Outcome(
          task.events(), start.secondsUntil(end), start.cpuSecondsUntil(end), Map.of(), "");
    } finally {
      readers.shutdown();
      shares.forEach(Share::close);
    }
  }
}
