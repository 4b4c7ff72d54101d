package dev.slostreams.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.app.NewTopics;
import dev.slostreams.loadtest.Workload.Shape;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Two instances and a broker for an hour, with steady events and one fault after the other: what
 * they hold of the machine must not grow, and in the end every event must be counted once.
 *
 * <p>The first instance is stopped for a while and loses its broker, but lives through: a leak
 * would show in it. The second one is also killed and stopped in good order. What there is to count
 * is read from the topic at the end, by other code than the engine's.
 */
final class SoakScenario implements Scenario {

  private static final String TOPIC = "request-events";
  private static final String APPLICATION = "soak";
  private static final Shape SHAPE = new Shape(50, 1, 0);
  private static final int EVENTS_PER_SECOND = 500;
  private static final int LOOK_EVERY = 10; // s
  private static final int MOST_PAUSE = 30; // s, twice the session timeout
  private static final int MOST_ABSENCE = 15; // s
  private static final int LEAST_PEACE = 15; // s
  private static final int MOST_PEACE = 40; // s

  /** All of the heap is there from the start: what RSS grows by is not heap. */
  private static final List<String> SMALL = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

  private static final String RUNS = "  HTTP     ";

  private final int minutes;
  private final long seed;
  private final HttpClient http = HttpClient.newHttpClient();

  /** What can happen. */
  enum Fault {
    INSTANCE_KILLED,
    INSTANCE_STOPPED,
    INSTANCE_PAUSED,
    BROKER_KILLED,
    BROKER_RESTARTED
  }

  SoakScenario(int minutes, long seed) {
    this.minutes = minutes;
    this.seed = seed;
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String title() {
    return String.format(
        Locale.ROOT,
        "%d min with faults one after the other (seed %d), 2 instances, %d series, %d events a"
            + " second, each process with -Xmx512m",
        minutes,
        seed,
        SHAPE.series(),
        EVENTS_PER_SECOND);
  }

  @Override
  public boolean usesBroker() {
    return false; // it has one of its own, which can be started again
  }

  @Override
  public Report measure(Bench bench) throws Exception {
    try (Run run = new Run(bench.logs(), bench.quick() ? 120 : minutes * 60)) {
      return run.run();
    }
  }

  /** One soak. */
  private final class Run implements AutoCloseable {

    private final Path logs;
    private final int seconds;
    private final Random random = new Random(seed);
    private final Map<Fault, Integer> faults = new TreeMap<>();
    private final SoakProcess broker;
    private final List<SoakProcess> instances;
    private final String brokers;
    private long startNanos = System.nanoTime();
    private int unhealthy;

    Run(Path logs, int seconds) throws IOException {
      this.logs = logs;
      this.seconds = seconds;
      int port = freePort();
      brokers = "127.0.0.1:" + port;
      Path data = Files.createDirectories(logs.resolve("data")).toAbsolutePath();
      broker =
          new SoakProcess(
              "broker",
              life ->
                  Child.ours(
                      logs,
                      "broker-" + life,
                      SMALL,
                      List.of(BrokerMain.class.getName(), "port=" + port, "folder=" + data)));
      Path slos = logs.resolve("slos.yaml");
      Files.writeString(slos, Workload.definitions(TOPIC, SHAPE));
      instances = List.of(instance("first", slos), instance("second", slos));
    }

    private SoakProcess instance(String name, Path slos) throws IOException {
      Path config = logs.resolve(name + ".properties");
      Files.writeString(
          config,
          """
          bootstrap.servers=%s
          application.id=%s
          slos=%s
          slos.reload=off
          state.dir=%s
          http.port=0
          stream.threads=2
          num.standby.replicas=1
          """
              .formatted(brokers, APPLICATION, slos.toAbsolutePath(), logs.resolve(name)));
      return new SoakProcess(
          name + " instance",
          life ->
              Child.ours(
                  logs,
                  name + "-" + life,
                  SMALL,
                  List.of("dev.slostreams.cli.Main", "run", "--config", config.toString())));
    }

    Report run() throws Exception {
      broker.start(BrokerMain.ADDRESS);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
        NewTopics.make(
            admin,
            new NewTopic(TOPIC, Workload.PARTITIONS, (short) 1)
                .configs(Map.of("retention.ms", "-1")));
      }
      for (SoakProcess instance : instances) {
        instance.start(RUNS);
      }
      startNanos = System.nanoTime();
      SteadyEvents events = SteadyEvents.start(brokers, TOPIC, SHAPE.services(), EVENTS_PER_SECOND);
      try {
        while (now() < seconds) {
          peace(LEAST_PEACE + random.nextInt(MOST_PEACE - LEAST_PEACE));
          if (now() < seconds) {
            strike(Fault.values()[random.nextInt(Fault.values().length)]);
          }
        }
      } finally {
        events.close();
      }
      Map<String, Counts> expected = inTopic();
      String difference = awaitEqual(expected);
      List<SoakProcess> all = new ArrayList<>(List.of(broker));
      all.addAll(instances);
      return new SoakReport(
          all,
          faults,
          new SoakReport.Outcome(
              events.sent(),
              events.refused(),
              expected.values().stream().mapToLong(Counts::total).sum(),
              unhealthy,
              difference));
    }

    private double now() {
      return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Lets some time pass, and looks at what runs meanwhile. */
    private void peace(int lengthSeconds) throws IOException, InterruptedException {
      double end = now() + lengthSeconds;
      while (now() < end) {
        lookAround();
        sleep(Math.min(LOOK_EVERY, end - now()));
      }
    }

    private void lookAround() throws IOException, InterruptedException {
      List<SoakProcess> all = new ArrayList<>(instances);
      all.add(broker);
      for (SoakProcess process : all) {
        process.requireAlive();
        if (process.runs()) {
          process.look(now());
        }
      }
      for (SoakProcess instance : instances) {
        if (instance.runs()) {
          HttpResponse<String> answer = get(instance.address() + "/livez");
          if (answer.statusCode() != 200) {
            unhealthy++;
            say(instance.name() + " is not alive: " + answer.body());
          }
        }
      }
    }

    private void strike(Fault fault) throws IOException, InterruptedException {
      faults.merge(fault, 1, Integer::sum);
      int absence = 1 + random.nextInt(MOST_ABSENCE);
      SoakProcess second = instances.get(1);
      switch (fault) {
        case INSTANCE_KILLED -> {
          say("second instance killed, for " + absence + " s");
          second.kill();
          peace(absence);
          second.start(RUNS);
        }
        case INSTANCE_STOPPED -> {
          int code = second.terminate();
          say("second instance stopped with exit code " + code + ", for " + absence + " s");
          if (code != 0) {
            throw new IllegalStateException("exit code: must be 0 when stopped, but was " + code);
          }
          peace(absence);
          second.start(RUNS);
        }
        case INSTANCE_PAUSED -> {
          SoakProcess one = instances.get(random.nextInt(instances.size()));
          int pause = 1 + random.nextInt(MOST_PAUSE);
          say(one.name() + " paused for " + pause + " s");
          one.pause();
          peace(pause);
          one.resume();
        }
        case BROKER_KILLED -> {
          say("broker killed, for " + absence + " s");
          broker.kill();
          peace(absence);
          broker.start(BrokerMain.ADDRESS);
        }
        case BROKER_RESTARTED -> {
          say("broker stopped, for " + absence + " s");
          broker.close();
          peace(absence);
          broker.start(BrokerMain.ADDRESS);
        }
      }
    }

    private void say(String what) {
      System.err.printf(Locale.ROOT, "%6.0f s  %s%n", now(), what);
    }

    /** Good and total per SLO of what stands on the topic. */
    private Map<String, Counts> inTopic() {
      Map<String, Counts> counts = new TreeMap<>();
      List<TopicPartition> partitions =
          IntStream.range(0, Workload.PARTITIONS)
              .mapToObj(partition -> new TopicPartition(TOPIC, partition))
              .toList();
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", brokers),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            String event = new String(record.value(), StandardCharsets.UTF_8);
            String service = between(event, "\"service\":\"service-", "\"");
            boolean good = Integer.parseInt(between(event, "\"status\":", ",")) < 500;
            counts.merge(
                Workload.sloName(Integer.parseInt(service), 0),
                new Counts(good ? 1 : 0, 1),
                (one, other) -> one.plus(other.good(), other.total()));
          }
        }
      }
      return counts;
    }

    private static String between(String text, String before, String after) {
      int from = text.indexOf(before) + before.length();
      return text.substring(from, text.indexOf(after, from));
    }

    /** Where the answer differs from what there is to count, after 3 min at most; or nothing. */
    private String awaitEqual(Map<String, Counts> expected)
        throws IOException, InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
      String difference = Rounds.difference(expected, counted());
      while (!difference.isEmpty() && System.nanoTime() < deadline) {
        sleep(1);
        difference = Rounds.difference(expected, counted());
      }
      return difference;
    }

    private Map<String, Counts> counted() throws IOException, InterruptedException {
      Map<String, Counts> counted = new TreeMap<>();
      JsonNode answer =
          new ObjectMapper()
              .readTree(get(instances.get(0).address() + "/api/v1/series?limit=1000").body());
      for (JsonNode series : answer.path("series")) {
        counted.put(
            series.path("slo").textValue(),
            new Counts(series.path("good").longValue(), series.path("total").longValue()));
      }
      return counted;
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30)).build();
      return http.send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() {
      instances.forEach(SoakProcess::close);
      broker.close();
    }
  }

  private static void sleep(double lengthSeconds) {
    long end = System.nanoTime() + (long) (lengthSeconds * 1e9);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
