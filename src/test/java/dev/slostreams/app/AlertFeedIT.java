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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances while an alert fires and is resolved: who asks either of them learns the same. */
class AlertFeedIT {

  private static final String TOPIC = "request-events";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /* A quarter of the traffic is bad where a tenth may be: a burn rate of 2.5. */
  private static final String POLICY =
      """
      alertPolicies:
            - kind: AlertPolicy
              metadata:
                name: page-now
                annotations:
                  slo-streams.dev/keep-firing: 0s
              spec:
                alertWhenBreaching: true
                alertWhenResolved: true
                alertWhenNoData: false
                conditions:
                  - kind: AlertCondition
                    metadata: {name: now}
                    spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 1, lookbackWindow: 10s}}
                notificationTargets: []
      """;

  @TempDir private Path folder;

  private final List<AutoCloseable> running = new ArrayList<>();
  private TestBroker broker;
  private Topics topics;

  @BeforeEach
  void start() throws IOException {
    broker = Brokers.embedded();
    topics = new Topics(broker.bootstrapServers());
    topics.create(TOPIC, 2);
    Files.writeString(
        folder.resolve("slos.yaml"),
        SloTexts.ratio("shop", TOPIC, "status < 500").replace("alertPolicies: []\n", POLICY));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : running) {
      one.close();
    }
    topics.close();
    broker.close();
  }

  @Test
  void alertIsHeardAtEachInstanceAndBlocksAndIsKnownAfterARestart() throws Exception {
    Instance first = instance("first");
    Instance second = instance("second");
    List<Instance> both = List.of(first, second);
    List<String> atFirst = stream(first);
    List<String> atSecond = stream(second);
    try (LiveTraffic traffic = new LiveTraffic(topics, TOPIC, 2)) {
      Topics.await(
          "both hear that it fires",
          () -> heard(atFirst, "firing") >= 1 && heard(atSecond, "firing") >= 1);
      Topics.await("both block", () -> both.stream().allMatch(AlertFeedIT::isBlocked));
      Topics.await(
          "both list it", () -> both.stream().allMatch(one -> alerts(one, "firing").size() == 1));
      traffic.stop();
    }

    Topics.await(
        "it is resolved, and both hear of it as often as it fired",
        () ->
            List.of(atFirst, atSecond).stream()
                .allMatch(lines -> heard(lines, "resolved") == heard(atFirst, "firing")));
    List<JsonNode> past = alerts(second, "resolved");
    assertThat(past).isNotEmpty().allMatch(alert -> alert.get("endsAt").isTextual());
    assertThat(alerts(first, "resolved")).isEqualTo(past);

    first.close();
    Instance again = instance("first");
    Topics.await(
        "it has read the past",
        () -> ask(again, "/api/v1/alerts?state=resolved").at("/past/complete").asBoolean());
    assertThat(alerts(again, "resolved")).isEqualTo(past);
  }

  private Instance instance(String name) {
    Map<String, String> settings =
        Instances.settings(
            broker.bootstrapServers(), "it-feed", folder, folder.resolve(name + "-state"));
    settings.put("http.public.url", "https://slo.example.com"); // else each links to itself
    Instance instance = Instances.start(settings);
    running.add(instance);
    return instance;
  }

  /** The lines of an instance's stream as they come. */
  private static List<String> stream(Instance instance) {
    List<String> lines = new CopyOnWriteArrayList<>();
    CLIENT
        .sendAsync(request(instance, "/api/v1/stream"), BodyHandlers.ofLines())
        .thenAcceptAsync(response -> response.body().forEach(lines::add));
    Topics.await("it is greeted", () -> lines.contains("event: hello"));
    return lines;
  }

  private static long heard(List<String> lines, String state) {
    return lines.stream()
        .filter(line -> line.startsWith("data: {\"id\":\"shop/page-now\""))
        .filter(line -> line.contains("\"state\":\"" + state + "\""))
        .count();
  }

  private static boolean isBlocked(Instance instance) {
    JsonNode answer = ask(instance, "/api/v1/gate?service=shop");
    return answer.path("verdict").asText().equals("block")
        && answer.path("reasons").findValuesAsText("code").contains("alert-firing");
  }

  private static List<JsonNode> alerts(Instance instance, String state) {
    List<JsonNode> alerts = new ArrayList<>();
    ask(instance, "/api/v1/alerts?state=" + state).path("alerts").forEach(alerts::add);
    return alerts;
  }

  private static JsonNode ask(Instance instance, String path) {
    try {
      return Scenario.parse(CLIENT.send(request(instance, path), BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest request(Instance instance, String path) {
    return HttpRequest.newBuilder(URI.create(instance.httpAddress() + path)).build();
  }
}
