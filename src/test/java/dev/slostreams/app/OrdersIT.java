package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.control.Control.Recorded;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.DefinitionTexts.Text;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is ordered on the control topic while an instance runs, and what is told of the past. */
class OrdersIT {

  private static final String TOPIC = "request-events";
  private static final Recorded JO = new Recorded("jo", 0);
  private static final String TOKEN = "a-token-of-an-administrator-for-this-test";
  private static final long LEAD_SECONDS = 4; // known before it is in force, also when CI is slow

  @TempDir private Path folder;

  private TestBroker broker;
  private Topics topics;
  private Instance instance;
  private DefinitionTexts definitions;

  /* Twenty minutes before the start, at a whole minute. */
  private long begin;

  @BeforeEach
  void start() throws IOException {
    broker = Brokers.embedded();
    topics = new Topics(broker.bootstrapServers());
    topics.create(TOPIC, 1);
    Path slos = Files.createDirectories(folder.resolve("slos"));
    Files.writeString(slos.resolve("cart.yaml"), cart());
    begin = Instant.now().getEpochSecond() / 60 * 60 - 1_200;
    // a minute of successes, then a minute in which every other request fails
    for (int i = 0; i < 240; i++) {
      boolean fails = i >= 120 && i % 2 == 1;
      topics.send(TOPIC, 0, LiveTraffic.event(begin * 1_000 + i * 500L, fails ? 500 : 200));
    }
    topics.flush();
    instance = instance(slos);
    Topics.await("all is counted", () -> total() == 240);
  }

  @AfterEach
  void stop() {
    instance.close();
    topics.close();
    broker.close();
  }

  @Test
  void exclusionIsAppliedSeenInThePastAndUndoneToTheUnit() {
    JsonNode before = cartNow();
    String move = SloTexts.exclusion("move", "cart", time(begin + 60), time(begin + 120));
    JsonNode preview = preview(move);
    desk().apply(texts(move), Optional.of(definitions), now() + LEAD_SECONDS, JO);
    Topics.await("the minute is taken out", () -> total() == 120);
    JsonNode with = cartNow();
    JsonNode pastWith = past();
    desk().undo("Exclusion/move", now() + LEAD_SECONDS, JO);
    Topics.await("the minute is back", () -> total() == 240);
    JsonNode after = cartNow();
    JsonNode pastAfter = past();

    assertThat(before.path("good").asLong()).isEqualTo(180);
    assertThat(preview.path("complete").asBoolean()).isTrue();
    assertThat(preview.at("/series/0/now/good").asLong()).isEqualTo(180);
    assertThat(preview.at("/series/0/with/good").asLong()).isEqualTo(120);
    assertThat(preview.at("/series/0/with/total").asLong()).isEqualTo(120);
    assertThat(with.path("good").asLong()).isEqualTo(120);
    assertThat(with.path("excluded").path("move").path("total").asLong()).isEqualTo(120);
    assertThat(pastWith.path("total").toString()).startsWith("[120,0,0,");
    assertThat(pastWith.path("excluded").findValuesAsText("name")).containsExactly("move");
    assertThat(last(pastWith, "consumed")).isZero();
    assertThat(after.path("good").asLong()).isEqualTo(180);
    assertThat(after.has("excluded")).isFalse();
    assertThat(pastAfter.path("total").toString()).startsWith("[120,120,0,");
    assertThat(pastAfter.path("good").toString()).startsWith("[120,60,0,");
    assertThat(pastAfter.path("sli").toString()).startsWith("[1,0.5,null,");
    assertThat(pastAfter.path("excluded")).isEmpty();
    // 60 of 240 fail, where a tenth may: 2.5 budgets, at an age of about twenty minutes of a day
    assertThat(last(pastAfter, "consumed")).isBetween(2.5 * 1_200 / 86_400, 2.5 * 1_800 / 86_400);
    assertThat(pastAfter.path("asOf").asText().compareTo(after.path("at").asText()))
        .isNotNegative();
  }

  @Test
  void exceptionLiftsTheFreezeAtItsSecondAndEndsAtIts() {
    Topics.await(
        "deployments are frozen", () -> cartNow().path("action").asText().equals("freeze"));
    long from = now() + LEAD_SECONDS;
    String exception =
        """
        apiVersion: slo-streams.dev/v1
        kind: FreezeException
        metadata: {name: repair}
        spec:
          slos: [cart]
          from: %s
          until: %s
          approvedBy: jo
          reason: the release that repairs it
        """
            .formatted(time(from), time(from + 2));

    desk().apply(texts(exception), Optional.of(definitions), from, JO);
    Topics.await("both changes are told", () -> changes().size() == 3);

    List<String> told =
        changes().stream()
            .map(change -> change.path("at").asText() + " " + change.path("action").asText())
            .toList();
    assertThat(told.subList(1, 3))
        .containsExactly(millis(from) + " allow", millis(from + 2) + " freeze");
  }

  /** A thousandth of the budget is spent with the first failure: then nothing may be deployed. */
  private static String cart() {
    return SloTexts.ratio("cart", TOPIC, "status < 500")
            .replace("format: json\n", "format: json\n    timestamp: timestamp\n")
            .replaceFirst(
                "kind: SLO\nmetadata:\n",
                "kind: SLO\nmetadata:\n  annotations: {slo-streams.dev/budget-policy: strict}\n")
        + """
        ---
        apiVersion: slo-streams.dev/v1
        kind: BudgetPolicy
        metadata: {name: strict}
        spec:
          tiers:
            - {name: green, consumed: 0, action: allow}
            - {name: red, consumed: 0.001, action: freeze}
        """;
  }

  private JsonNode cartNow() {
    return topics.read("slo-budgets").stream()
        .reduce((one, other) -> other)
        .map(record -> Scenario.parse(record.value()))
        .orElse(Scenario.parse("{}"));
  }

  private long total() {
    return cartNow().path("total").asLong();
  }

  private List<JsonNode> changes() {
    return topics.read("slo-alerts").stream()
        .filter(record -> record.key().equals("cart/tier"))
        .map(record -> Scenario.parse(record.value()))
        .toList();
  }

  /** From the begin on, minute by minute. */
  private JsonNode past() {
    String path = "/api/v1/slos/cart/history?step=60s&from=" + time(begin);
    return ask(HttpRequest.newBuilder(URI.create(instance.httpAddress() + path)));
  }

  private JsonNode preview(String document) {
    return ask(
        HttpRequest.newBuilder(URI.create(instance.httpAddress() + "/api/v1/exclusions/preview"))
            .header("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString(document)));
  }

  private static JsonNode ask(HttpRequest.Builder request) {
    try {
      return Scenario.parse(
          HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double last(JsonNode past, String name) {
    JsonNode values = past.path(name);
    return values.get(values.size() - 1).asDouble();
  }

  private ControlDesk desk() {
    return new ControlDesk(new ControlTopic(broker.bootstrapServers(), "slo-controls", Map.of()));
  }

  private static DefinitionTexts texts(String document) {
    return new DefinitionTexts(List.of(new Text("order.yaml", document)), List.of());
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static String time(long second) {
    return Instant.ofEpochSecond(second).toString();
  }

  private static String millis(long second) {
    return time(second).replace("Z", ".000Z");
  }

  private Instance instance(Path slos) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> settings =
        Instances.settings(broker.bootstrapServers(), "it-orders", slos, folder.resolve("state"));
    settings.put("http.admin.token.file", token.toString());
    definitions = DefinitionTexts.under(List.of(slos));
    return Instances.start(settings);
  }
}
