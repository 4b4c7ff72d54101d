package dev.slostreams.loadtest.contenders;

import dev.slostreams.loadtest.Contender;
import dev.slostreams.loadtest.Counts;
import dev.slostreams.loadtest.Outcome;
import dev.slostreams.loadtest.Running;
import dev.slostreams.loadtest.Stopwatch;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.loadtest.contenders.NaiveTopology.Results;
import dev.slostreams.loadtest.contenders.NaiveTopology.ServiceCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * {@link NaiveTopology}, exactly once, one thread, otherwise with Kafka's defaults. The clock
 * starts when all tasks run and stops when all is read, what was regrouped is counted, and both are
 * committed. What it counted is read from its topic: of those windows of five minutes that follow
 * each other without an overlap, the last word on each.
 */
public final class NaiveContender implements Contender {

  private static final long FIVE_MINUTES_MS = 300_000; // 5 min

  private final Task task;

  private NaiveContender(Task task) {
    this.task = task;
  }

  public static void main(String[] args) {
    Contender.serve(new NaiveContender(Task.of(args)));
  }

  @Override
  public Outcome run(int round) throws Exception {
    String application = "naive-" + round;
    Results results = new Results(application + "-hours", application + "-five-minutes");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", task.brokers()))) {
      admin.createTopics(List.of(topic(results.hours()), topic(results.fiveMinutes()))).all().get();
      try (KafkaStreams streams =
          new KafkaStreams(NaiveTopology.build(task.topic(), results), settings(application))) {
        streams.start();
        Running.await(streams);
        Stopwatch start = Stopwatch.start();
        Offsets offsets = new Offsets(admin, application);
        while (offsets.committed(task.topic()) < task.events() + Workload.PARTITIONS
            || !offsets.isRead(application + "-by-service-repartition", 1)) {
          Running.require(streams);
          LockSupport.parkNanos(20_000_000); // 20 ms
        }
        Stopwatch end = Stopwatch.start();
        return new Outcome(
            task.events(),
            start.secondsUntil(end),
            start.cpuSecondsUntil(end),
            totals(results.fiveMinutes()),
            note(streams));
      }
    }
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, Workload.PARTITIONS, (short) 1);
  }

  private Properties settings(String application) throws IOException {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, task.brokers());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, Files.createTempDirectory("naive").toString());
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    settings.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    return settings;
  }

  /** Each event changes ninety windows; those that it came too late for are lost to it. */
  private String note(KafkaStreams streams) {
    double dropped =
        streams.metrics().entrySet().stream()
            .filter(e -> e.getKey().name().equals("dropped-records-total"))
            .mapToDouble(e -> (double) e.getValue().metricValue())
            .sum();
    return String.format(
        Locale.ROOT,
        "%.2f %% of the window updates came after the window had closed and were dropped",
        100 * dropped / (90.0 * task.events()));
  }

  private Map<String, Counts> totals(String topic) {
    Map<String, Counts> totals = new TreeMap<>();
    lastOfEachWindow(topic)
        .forEach(
            (window, counts) -> {
              int at = window.lastIndexOf('@');
              String service = window.substring(0, at);
              long startMs = Long.parseLong(window.substring(at + 1));
              if (startMs % FIVE_MINUTES_MS == 0 && service.startsWith("service-")) {
                int number = Integer.parseInt(service.substring("service-".length()));
                for (int slo = 0; slo < ServiceCounts.SLOS; slo++) {
                  totals.merge(
                      Workload.sloName(number, slo),
                      new Counts(counts.good()[slo], counts.total()),
                      (a, b) -> a.plus(b.good(), b.total()));
                }
              }
            });
    return totals;
  }

  private Map<String, ServiceCounts> lastOfEachWindow(String topic) {
    Map<String, ServiceCounts> last = new TreeMap<>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", task.brokers(), "isolation.level", "read_committed");
    try (KafkaConsumer<String, ServiceCounts> consumer =
        new KafkaConsumer<>(
            settings, new StringDeserializer(), NaiveTopology.counts().deserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Workload.PARTITIONS)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Set<TopicPartition> open = new HashSet<>(partitions);
      while (!open.isEmpty()) {
        for (ConsumerRecord<String, ServiceCounts> record : consumer.poll(Duration.ofMillis(100))) {
          last.put(record.key(), record.value());
        }
        open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
      }
    }
    return last;
  }
}
