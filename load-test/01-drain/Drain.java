import dev.slostreams.app.AppConfig;
import dev.slostreams.app.Instance;
import dev.slostreams.app.NewTopics;
import dev.slostreams.broker.EmbeddedBroker;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.sli.Classifier;
import dev.slostreams.sli.Event;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.EventDecoder;
import dev.slostreams.wire.EventSink;
import dev.slostreams.wire.MalformedReason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Drains a preloaded topic with the engine (exactly once) and with a bare consumer that decodes the
 * same fields, in turn, and prints the ratio of each pair. The counts of the engine are checked.
 *
 * <p>Arguments: events, pairs, stream threads.
 */
public final class Drain {

  private static final String TOPIC = "request-events";
  private static final int PARTITIONS = 4;
  private static final int SERVICES = 4;
  private static final int SLOS_PER_SERVICE = 5;

  public static void main(String[] args) throws Exception {
    long events = args.length > 0 ? Long.parseLong(args[0]) : 2_000_000;
    int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    int threads = args.length > 2 ? Integer.parseInt(args[2]) : 1;
    Path slos = Files.createTempFile("drain", ".yaml");
    Files.writeString(slos, definitions());
    SloCatalog catalog = SloCatalog.load(List.of(slos)).catalog().orElseThrow();
    Source source = catalog.sources().get(0);
    long startedAt = System.nanoTime();
    try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Options.TEMPORARY)) {
      System.out.printf(Locale.ROOT, "broker up in %.2f s%n", (System.nanoTime() - startedAt) / 1e9);
      preload(broker.bootstrapServers(), events);
      List<Double> ratios = new ArrayList<>();
      for (int pair = 0; pair <= pairs; pair++) {
        double bare = bare(broker.bootstrapServers(), catalog, source, events);
        double engine = engine(broker.bootstrapServers(), catalog, source, events, pair, threads);
        System.out.printf(
            Locale.ROOT,
            "%s  bare consumer %.3f M/s  engine %.3f M/s  ratio %.2f%n",
            pair == 0 ? "warm-up" : "pair " + pair + " ",
            bare / 1e6,
            engine / 1e6,
            engine / bare);
        if (pair > 0) {
          ratios.add(engine / bare);
        }
      }
      Collections.sort(ratios);
      System.out.printf(
          Locale.ROOT,
          "ratio: median %.2f, range %.2f to %.2f, n = %d%n",
          ratios.get(ratios.size() / 2),
          ratios.get(0),
          ratios.get(ratios.size() - 1),
          ratios.size());
    }
    System.exit(0);
  }

  private static double bare(
      String brokers, SloCatalog catalog, Source source, long events) {
    Classifier classifier = Classifier.of(source, catalog.slos());
    EventDecoder decoder = EventDecoder.of(source, classifier.fields());
    long[] decoded = new long[1];
    EventSink sink =
        new EventSink() {
          @Override
          public void event(Event event) {
            decoded[0]++;
          }

          @Override
          public void malformed(MalformedReason reason, String detail) {
            throw new IllegalStateException(detail);
          }
        };
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", brokers);
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", 5_000);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int i = 0; i < PARTITIONS; i++) {
        partitions.add(new TopicPartition(TOPIC, i));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long from = System.nanoTime();
      while (decoded[0] < events) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          decoder.decode(record.value(), record.timestamp(), sink);
        }
      }
      return events / ((System.nanoTime() - from) / 1e9);
    }
  }

  private static double engine(
      String brokers, SloCatalog catalog, Source source, long events, int run, int threads)
      throws Exception {
    String application = "drain-" + run;
    Map<String, String> texts = new HashMap<>();
    texts.put("application.id", application);
    texts.put("stream.threads", Integer.toString(threads));
    texts.put("topic.alerts", application + "-alerts");
    texts.put("topic.alert-states", application + "-alert-states");
    texts.put("topic.budgets", application + "-budgets");
    texts.put("topic.dead-letters", application + "-dead-letters");
    texts.put("state.dir", Files.createTempDirectory("drain").toString());
    texts.put("bootstrap.servers", brokers);
    texts.put("history", source.name());
    texts.put("http.port", "0");
    texts.put("topic.controls", application + "-controls");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers));
        Instance instance = Instance.start(AppConfig.of(texts), catalog)) {
      while (instance.streams().streams().state() != KafkaStreams.State.RUNNING) {
        LockSupport.parkNanos(1_000_000);
      }
      long from = System.nanoTime();
      while (committed(admin, application, TOPIC) < events
          || lag(admin, application, application + "-slo-tallies-repartition") > 0) {
        LockSupport.parkNanos(5_000_000);
      }
      double seconds = (System.nanoTime() - from) / 1e9;
      double counted = counted(instance);
      if (counted != events * (double) SLOS_PER_SERVICE) {
        throw new IllegalStateException("counted " + counted + " of " + events * SLOS_PER_SERVICE);
      }
      return events / seconds;
    }
  }

  /** What the engine says of itself, over all SLOs. */
  private static double counted(Instance instance) throws Exception {
    HttpRequest metrics = HttpRequest.newBuilder(URI.create(instance.httpAddress() + "/metrics")).build();
    return HttpClient.newHttpClient()
        .send(metrics, HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("slo_streams_counted_events_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static long committed(Admin admin, String group, String topic) throws Exception {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet()
        .stream()
        .filter(e -> e.getKey().topic().equals(topic) && e.getValue() != null)
        .mapToLong(e -> e.getValue().offset())
        .sum();
  }

  /** Records of the tallies that are written but not yet counted and committed. */
  private static long lag(Admin admin, String group, String topic) throws Exception {
    Map<TopicPartition, org.apache.kafka.clients.admin.OffsetSpec> ends = new HashMap<>();
    for (int i = 0; i < PARTITIONS; i++) {
      ends.put(
          new TopicPartition(topic, i), org.apache.kafka.clients.admin.OffsetSpec.latest());
    }
    long end =
        admin.listOffsets(ends).all().get().values().stream().mapToLong(o -> o.offset()).sum();
    long slack = 2L * PARTITIONS * PARTITIONS; // what the tallies say about time goes on for ever
    return Math.max(0, end - committed(admin, group, topic) - slack);
  }

  private static void preload(String brokers, long events) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      NewTopics.make(
          admin,
          new NewTopic(TOPIC, PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1")));
    }
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", brokers);
    settings.put("compression.type", "lz4");
    settings.put("linger.ms", 20);
    settings.put("batch.size", 262_144);
    Random random = new Random(7);
    long startMs = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    long bytes = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long i = 0; i < events; i++) {
        long atMs = startMs + i * 3_600_000 / events; // an hour
        byte[] value = event(atMs, random).getBytes(StandardCharsets.UTF_8);
        bytes += value.length;
        producer.send(new ProducerRecord<>(TOPIC, (int) (i % PARTITIONS), null, value));
      }
    }
    System.out.printf(
        Locale.ROOT, "%,d events of %d bytes in %d partitions%n", events, bytes / events, PARTITIONS);
  }

  private static String event(long atMs, Random random) {
    int status = random.nextInt(1_000) == 0 ? 503 : 200;
    return "{\"timestamp\":\"" + Instant.ofEpochMilli(atMs).toString().replaceFirst(":(\\d\\d)Z", ":$1.000Z")
        + "\",\"service\":\"service-" + random.nextInt(SERVICES)
        + "\",\"route\":\"/item/{id}\",\"method\":\"GET\",\"status\":" + status
        + ",\"duration_ms\":" + random.nextInt(4_000) / 10.0
        + ",\"region\":\"eu-1\",\"trace_id\":\"" + Long.toHexString(random.nextLong())
        + Long.toHexString(random.nextLong()) + "\"}";
  }

  private static String definitions() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("apiVersion: openslo/v1\nkind: DataSource\nmetadata: {name: requests}\nspec:\n");
    yaml.append("  type: kafka\n  connectionDetails: {topic: " + TOPIC);
    yaml.append(", format: json, timestamp: timestamp}\n");
    String[] good = {
      "status < 500", "duration_ms <= 200", "duration_ms <= 300.0 && status < 500",
      "!(status >= 400)", "region == 'eu-1' && status != 503"
    };
    for (int service = 0; service < SERVICES; service++) {
      for (int i = 0; i < SLOS_PER_SERVICE; i++) {
        yaml.append("---\napiVersion: openslo/v1\nkind: SLO\nmetadata: {name: slo-" + service);
        yaml.append("-" + i + "}\nspec:\n  service: s\n  indicator:\n    metadata: {name: sli-");
        yaml.append(service + "-" + i + "}\n    spec:\n      ratioMetric:\n        counter: true\n");
        yaml.append("        good: {metricSource: {metricSourceRef: requests, type: kafka, spec: ");
        yaml.append("{where: \"" + good[i] + "\"}}}\n        total: {metricSource: ");
        yaml.append("{metricSourceRef: requests, type: kafka, spec: {where: \"service == ");
        yaml.append("'service-" + service + "'\"}}}\n");
        yaml.append("  timeWindow: [{duration: 30d, isRolling: true}]\n");
        yaml.append("  budgetingMethod: Occurrences\n  objectives: [{target: 0.99}]\n");
      }
    }
    return yaml.toString();
  }
}
