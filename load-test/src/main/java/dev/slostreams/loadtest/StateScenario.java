package dev.slostreams.loadtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.loadtest.Workload.Shape;
import dev.slostreams.loadtest.dense.DenseChangelog;
import dev.slostreams.loadtest.dense.DenseHeap;
import dev.slostreams.loadtest.dense.DenseHeap.Heap;
import dev.slostreams.loadtest.dense.Stored;
import dev.slostreams.metrics.MetricNames;
import dev.slostreams.topology.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What series with requests in every second of 30 days take in memory and in the changelog, how
 * long they take to come back after a crash, and what their changelog grows by.
 */
final class StateScenario implements Scenario {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Shape> SHAPES = List.of(new Shape(200, 5, 0), new Shape(200, 5, 10));
  private static final List<Shape> QUICK = List.of(new Shape(4, 5, 2));
  private static final int[] FEW_REQUESTS_PER_SECOND = {10};
  private static final int[] REQUESTS_PER_SECOND = {10, 1_000};
  private static final int EVENTS_PER_SECOND = 10_000;
  private static final int SECONDS = 30;
  private static final int SECONDS_QUICK = 2;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  @Override
  public String name() {
    return "state";
  }

  @Override
  public String title() {
    return "what dense series of 30 days take, how they come back, what their changelog grows by";
  }

  @Override
  public Report measure(Bench bench) throws Exception {
    List<Sizes> sizes = new ArrayList<>();
    for (int perSecond : bench.quick() ? FEW_REQUESTS_PER_SECOND : REQUESTS_PER_SECOND) {
      sizes.add(heap(bench, perSecond));
    }
    List<Kept> kept = new ArrayList<>();
    for (Shape shape : bench.quick() ? QUICK : SHAPES) {
      kept.add(keep(bench, shape));
    }
    return new State(sizes, kept);
  }

  /** What a series takes that has so many requests a second. */
  private record Sizes(int perSecond, Heap heap) {}

  private static Sizes heap(Bench bench, int perSecond) throws IOException {
    String count = bench.quick() ? "20" : "1000";
    try (Child child =
        Child.ours(
            bench.logs(),
            "heap-" + perSecond,
            List.of(),
            List.of(DenseHeap.class.getName(), count, Integer.toString(perSecond)))) {
      return new Sizes(perSecond, JSON.readValue(child.answer(Commands.ANSWER), Heap.class));
    }
  }

  /**
   * What was measured of an application.
   *
   * @param stored in its changelog before it started for the first time
   * @param onDisk bytes of that on the disk of the broker
   * @param empty a start of the same with nothing to restore
   * @param stops starts after none or a planned stop
   * @param crashes starts after it was killed; none where all is quick
   * @param peakMemory the most that an instance had
   */
  private record Kept(
      Shape shape,
      Stored stored,
      long onDisk,
      Start empty,
      List<Start> stops,
      List<Start> crashes,
      Growth growth,
      long peakMemory) {

    double perSeries(double bytes) {
      return bytes / stored.series();
    }
  }

  /**
   * A start of an instance.
   *
   * @param restored seconds in which its stores were read
   * @param answers seconds from the start of the process until it answered with all series
   */
  private record Start(double restored, double answers) {}

  /**
   * What came to it while events came in.
   *
   * @param active series that had events at every commit
   * @param seconds how long
   * @param series bytes in the changelog of the series store
   * @param views bytes in the changelog of what queries read
   * @param cpuSeconds of the instance
   */
  private record Growth(
      int active,
      double seconds,
      long events,
      long commits,
      long series,
      long views,
      double cpuSeconds) {}

  private static Kept keep(Bench bench, Shape shape) throws Exception {
    DenseApplication app = new DenseApplication(bench, "state-" + shape, shape);
    bench.makeTopic(app.topic());
    Stored stored = fill(bench, app);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bench.brokers()))) {
      app.commitOffsets(admin);
      long onDisk = app.bytes(admin, Names.SERIES_STORE);
      DenseApplication nothing = new DenseApplication(bench, "empty-" + shape, shape);
      bench.makeTopic(nothing.topic());
      Start empty = nothing.start(0);
      nothing.instance.close();
      say(app, "with nothing to restore", empty);
      List<Start> stops = new ArrayList<>();
      List<Start> crashes = new ArrayList<>();
      for (int round = 1; round <= bench.rounds(); round++) {
        stops.add(app.start(shape.series()));
        say(app, round == 1 ? "first start" : "after a planned stop", stops.get(round - 1));
        if (bench.quick()) {
          break; // after a crash is what take-over sees
        }
        app.instance.kill();
        crashes.add(app.start(shape.series()));
        say(app, "after a crash", crashes.get(round - 1));
        if (round < bench.rounds()) {
          app.instance.close();
        }
      }
      Growth growth = app.grow(admin, bench.quick() ? SECONDS_QUICK : SECONDS);
      long peak = app.instance.peakMemory();
      app.instance.close();
      return new Kept(shape, stored, onDisk, empty, stops, crashes, growth, peak);
    }
  }

  private static Stored fill(Bench bench, DenseApplication app) throws IOException {
    long minute = 60;
    long until = System.currentTimeMillis() / 1_000 / minute * minute;
    try (Child child =
        Child.ours(
            bench.logs(),
            app.name + "-fill",
            List.of("-Xmx4g"),
            List.of(
                DenseChangelog.class.getName(),
                bench.brokers(),
                app.name,
                app.topic(),
                app.shape.toString(),
                Integer.toString(FEW_REQUESTS_PER_SECOND[0]),
                Long.toString(until)))) {
      Stored stored = JSON.readValue(child.answer(Commands.ANSWER), Stored.class);
      System.err.printf(
          Locale.ROOT,
          "%s: %,d series in the changelog, %,d records, %,d bytes%n",
          app.name,
          stored.series(),
          stored.records(),
          stored.bytes());
      return stored;
    }
  }

  private static void say(DenseApplication app, String how, Start start) {
    System.err.printf(
        Locale.ROOT,
        "%s: %s: restored in %.1f s, answers after %.1f s%n",
        app.name,
        how,
        start.restored(),
        start.answers());
  }

  /** One application with one instance. */
  private static final class DenseApplication {
    private final Bench bench;
    private final String name;
    private final Shape shape;
    private Child instance;

    DenseApplication(Bench bench, String name, Shape shape) {
      this.bench = bench;
      this.name = name;
      this.shape = shape;
    }

    String topic() {
      return name + "-request-events";
    }

    /** As one has them that counted what is in its changelog; without them it would not start. */
    void commitOffsets(Admin admin) throws Exception {
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (int partition = 0; partition < Workload.PARTITIONS; partition++) {
        offsets.put(new TopicPartition(topic(), partition), new OffsetAndMetadata(0));
      }
      admin.alterConsumerGroupOffsets(name, offsets).all().get();
    }

    /** Starts an instance with an empty state folder and waits until it answers with all series. */
    Start start(int series) throws Exception {
      long start = System.nanoTime();
      instance =
          InstanceMain.start(bench, name, Workload.definitions(topic(), shape), List.of("-Xmx8g"));
      QueryLoad load = new QueryLoad(instance.answer(InstanceMain.ADDRESS));
      while (!load.body("/api/v1/series?limit=1").contains("\"total\":" + series)) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw new IllegalStateException(
              name + ": not all of " + series + " series are there after 5 min");
        }
        LockSupport.parkNanos(20_000_000); // 20 ms
      }
      double answers = (System.nanoTime() - start) / 1e9;
      return new Start(metric(load.body("/metrics"), MetricNames.RESTORE_TIME), answers);
    }

    /** Lets events come in: one item of each SLO has some at every commit. */
    Growth grow(Admin admin, int seconds) throws Exception {
      try (SteadyEvents events =
          SteadyEvents.start(bench.brokers(), topic(), shape.services(), EVENTS_PER_SECOND)) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds / 3 + 1)); // until it has caught up
        Growth before = counters(admin, events);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
        Growth after = counters(admin, events);
        return new Growth(
            shape.slos(),
            after.seconds() - before.seconds(),
            after.events() - before.events(),
            after.commits() - before.commits(),
            after.series() - before.series(),
            after.views() - before.views(),
            after.cpuSeconds() - before.cpuSeconds());
      }
    }

    private Growth counters(Admin admin, SteadyEvents events) throws Exception {
      return new Growth(
          shape.slos(),
          System.nanoTime() / 1e9,
          events.sent(),
          Long.parseLong(instance.ask("commits")),
          bytes(admin, Names.SERIES_STORE),
          bytes(admin, Names.VIEW_STORE),
          instance.cpuSeconds());
    }

    /** What the changelog of a store takes on the disk of the broker. */
    long bytes(Admin admin, String store) throws ExecutionException, InterruptedException {
      String changelog = Names.changelogTopic(name, store);
      long bytes = 0;
      List<Integer> brokers =
          admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
      for (Map<String, LogDirDescription> folders :
          admin.describeLogDirs(brokers).allDescriptions().get().values()) {
        bytes +=
            folders.values().stream()
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(changelog))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
      }
      return bytes;
    }

    private static double metric(String metrics, String name) {
      return metrics
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("/metrics: must have '" + name + "'"));
    }
  }

  private record State(List<Sizes> sizes, List<Kept> kept) implements Report {

    @Override
    public String markdown() {
      List<String> lines = new ArrayList<>();
      lines.add(
          "Bytes of a series with requests in every second of 30 days. The ledger and the store share"
              + " the bytes of the pages.");
      lines.add("");
      lines.add("| requests a second | keys and values | heap: the store | heap: the ledger |");
      lines.add("| ---: | ---: | ---: | ---: |");
      for (Sizes size : sizes) {
        Heap heap = size.heap();
        lines.add(
            String.format(
                Locale.ROOT,
                "| %,d | %,d | %,d | %,d |",
                size.perSecond(),
                heap.stored(),
                heap.store(),
                heap.ledger()));
      }
      lines.add("");
      lines.add(
          "An instance with an empty state folder. After a crash the group waits until it gives up the"
              + " dead instance, and restoring until its last transaction is given up.");
      lines.add("");
      lines.add(
          "| series | records | bytes of a series, on the broker's disk | restored in s, median"
              + " | min to max | answers after s | with nothing to restore | after a crash: restored in s"
              + " | answers after s | peak RSS |");
      lines.add("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
      kept.forEach(one -> lines.add(restored(one)));
      lines.add("");
      lines.add(
          "What comes to the changelogs, and what the instance takes, with events coming in.");
      lines.add("");
      lines.add(
          "| series | active at every commit | events/s | commits/s | bytes per active series and"
              + " commit | for queries, per active series and second | of a core |");
      lines.add("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
      kept.forEach(one -> lines.add(grown(one)));
      return String.join("\n", lines) + "\n";
    }

    private static String restored(Kept one) {
      Sample restored = sample(one.stops(), Start::restored);
      return String.format(
          Locale.ROOT,
          "| %,d | %,d | %,.0f | %.2f | %.2f to %.2f | %.1f | %.1f | %s | %s | %,d MB |",
          one.stored().series(),
          one.stored().records(),
          one.perSeries(one.onDisk()),
          restored.median(),
          restored.lowest(),
          restored.highest(),
          sample(one.stops(), Start::answers).median(),
          one.empty().answers(),
          median(one.crashes(), Start::restored),
          median(one.crashes(), Start::answers),
          one.peakMemory() >> 20);
    }

    private static String median(List<Start> starts, ToDoubleFunction<Start> of) {
      return starts.isEmpty()
          ? "not tried"
          : String.format(Locale.ROOT, "%.1f", sample(starts, of).median());
    }

    private static Sample sample(List<Start> starts, ToDoubleFunction<Start> of) {
      return Sample.of(starts.stream().mapToDouble(of));
    }

    private static String grown(Kept one) {
      Growth growth = one.growth();
      return String.format(
          Locale.ROOT,
          "| %,d | %,d | %,.0f | %.1f | %,.0f | %,.0f | %.0f %% |",
          one.stored().series(),
          growth.active(),
          growth.events() / growth.seconds(),
          growth.commits() / growth.seconds(),
          (double) growth.series() / growth.commits() / growth.active(),
          growth.views() / growth.seconds() / growth.active(),
          100 * growth.cpuSeconds() / growth.seconds());
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("sizes", sizes);
      json.put("kept", kept);
      return json;
    }
  }
}
