package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.LiveTraffic;
import dev.slostreams.testing.Scenario;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definition files that are edited while traffic flows through two instances. */
class RedefinitionIT {

  private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");
  private static final String TOPIC = "request-events";

  @TempDir private Path folder;

  private TestBroker broker;
  private Topics topics;
  private Instance first;
  private Instance second;

  @BeforeEach
  void start() throws IOException {
    broker = Brokers.embedded();
    topics = new Topics(broker.bootstrapServers());
    topics.create(TOPIC, 4);
    first = instance("first");
    second = instance("second");
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    topics.close();
    broker.close();
  }

  @Test
  void bothInstancesCountEachSecondByTheSameDefinitions() throws Exception {
    try (LiveTraffic traffic = new LiveTraffic(topics, TOPIC, 4)) {
      Topics.await("both read, and all SLOs are counted", () -> budgets().size() == 4);
      write("first", "status < 400");
      write("second", "status < 400");
      Topics.await(
          "all have counted for a while by the new ones",
          () -> budgets().size() == 8 && NAMES.stream().allMatch(name -> total(name) > 300));
      traffic.stop();
      Map<String, Counted> expected = new TreeMap<>();
      long change = change();
      NAMES.forEach(
          name -> {
            expected.put(name + "@" + change, counted(traffic, 0, change, status -> status < 500));
            expected.put(name, counted(traffic, change, Long.MAX_VALUE, status -> status < 400));
          });

      Topics.await("the last event is evaluated", () -> counted().equals(expected));

      assertThat(counted()).isEqualTo(expected);
      assertThat(topics.read("slo-dead-letters")).isEmpty();
    }
  }

  @Test
  void filesWithAProblemLeaveTheOldDefinitionsInForceAndSaySo() throws Exception {
    try (LiveTraffic traffic = new LiveTraffic(topics, TOPIC, 4)) {
      Files.writeString(folder.resolve("first/slos.yaml"), "kind: SLO\n");
      Topics.await("the problem is said", () -> readyz(first).contains("apiVersion"));
      long before = total("alpha");
      Topics.await("it is counted on", () -> total("alpha") > before + 100);

      assertThat(definitions()).hasSize(1);
      assertThat(readyz(first)).startsWith("{\"ok\":true");

      write("first", "status < 500");
      Topics.await("the problem is gone", () -> !readyz(first).contains("apiVersion"));
      traffic.stop();
    }
  }

  @Test
  void sloOnATopicWithHistoryBeginsWithItsEarliestEvent() throws Exception {
    topics.create("orders", 2);
    long past = Instant.now().getEpochSecond() - 3_600;
    for (int i = 0; i < 100; i++) {
      topics.send("orders", i % 2, LiveTraffic.event((past + i) * 1_000, 200));
    }
    topics.flush();
    try (LiveTraffic traffic = new LiveTraffic(topics, TOPIC, 4)) {
      Topics.await("all SLOs are counted", () -> budgets().size() == 4);

      String text = Files.readString(folder.resolve("first/slos.yaml"));
      Files.writeString(
          folder.resolve("first/slos.yaml"), text + "---\n" + slo("orders", "status < 500"));
      Topics.await("the new one is counted", () -> total("orders") == 100);
      long before = total("alpha");
      Topics.await("the others are counted on", () -> total("alpha") > before + 100);
      traffic.stop();
      Counted all = counted(traffic, 0, Long.MAX_VALUE, status -> status < 500);
      Topics.await("none is lost or counted twice", () -> all.equals(counted().get("alpha")));
    }
  }

  @Test
  void eitherInstanceTellsThePastOfEverySlo() {
    try (LiveTraffic traffic = new LiveTraffic(topics, TOPIC, 4)) {
      Topics.await("all SLOs are counted", () -> NAMES.stream().allMatch(n -> total(n) > 100));

      for (String name : NAMES) {
        String path = "/api/v1/slos/" + name + "/history?from=-60s&step=1s";
        Topics.await(
            "both tell the past of " + name + " from the same copy",
            () -> {
              JsonNode one = Scenario.parse(get(first, path));
              JsonNode other = Scenario.parse(get(second, path));
              return one.path("remaining").size() > 1
                  && one.path("role").asText().equals("active")
                  && one.path("servedBy").equals(other.path("servedBy"));
            });
      }
      traffic.stop();
    }
  }

  /** Good and total, and of a series that has ended when that was. */
  private record Counted(long good, long total) {}

  private Counted counted(LiveTraffic traffic, long from, long to, IntPredicate good) {
    return new Counted(traffic.count(from, to, good), traffic.count(from, to, status -> true));
  }

  private Map<String, Counted> counted() {
    Map<String, Counted> counted = new TreeMap<>();
    budgets()
        .forEach(
            (series, budget) ->
                counted.put(
                    series,
                    new Counted(budget.path("good").asLong(), budget.path("total").asLong())));
    return counted;
  }

  private long total(String series) {
    return budgets().getOrDefault(series, Scenario.parse("{}")).path("total").asLong();
  }

  /** The second from which the second definitions count; both instances may have published them. */
  private long change() {
    String name =
        definitions().stream().map(d -> d.path("name").asText()).distinct().toList().get(1);
    return Long.parseLong(name.substring(name.indexOf('@') + 1));
  }

  private List<JsonNode> definitions() {
    return topics.read("slo-controls").stream()
        .map(record -> Scenario.parse(record.value()))
        .toList();
  }

  /** The latest budget of each series. */
  private Map<String, JsonNode> budgets() {
    Map<String, JsonNode> latest = new TreeMap<>();
    topics
        .read("slo-budgets")
        .forEach(
            record -> {
              if (record.value() == null) {
                latest.remove(record.key());
              } else {
                latest.put(record.key(), Scenario.parse(record.value()));
              }
            });
    return latest;
  }

  private static String readyz(Instance instance) {
    return get(instance, "/readyz");
  }

  private static String get(Instance instance, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(instance.httpAddress() + path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Instance instance(String name) throws IOException {
    Files.createDirectories(folder.resolve(name));
    write(name, "status < 500");
    Map<String, String> settings =
        Instances.settings(
            broker.bootstrapServers(),
            "it-redefinition",
            folder.resolve(name),
            folder.resolve(name + "-state"));
    settings.put("slos.reload", "200ms");
    settings.put("controls.lead", "3s");
    return Instances.start(settings);
  }

  private void write(String instance, String good) throws IOException {
    StringBuilder text = new StringBuilder();
    NAMES.forEach(name -> text.append("---\n").append(slo(name, good)));
    Files.writeString(folder.resolve(instance).resolve("slos.yaml"), text.toString());
  }

  private static String slo(String name, String good) {
    return SloTexts.ratio(name, name.equals("orders") ? "orders" : TOPIC, good);
  }
}
