package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.Scenario;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that share ledger partitions: whichever is asked answers for all series. */
class QueryIT {

  private static final String TOPIC = "request-events";
  private static final int AT_ONCE = 200;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Set<String> IDS =
      new TreeSet<>(
          List.of(
              "cart", "checkout", "invoices", "login", "payments", "prices", "search", "stock"));

  @TempDir private Path folder;

  private final List<AutoCloseable> running = new ArrayList<>();
  private TestBroker broker;
  private Topics topics;

  @BeforeEach
  void start() throws IOException {
    broker = Brokers.embedded();
    topics = new Topics(broker.bootstrapServers());
    topics.create(TOPIC, 2);
    for (String id : IDS) {
      Files.writeString(folder.resolve(id + ".yaml"), SloTexts.ratio(id, TOPIC, "status < 500"));
    }
    for (int i = 0; i < 100; i++) {
      topics.send(TOPIC, i % 2, "{\"status\": " + (i < 10 ? 500 : 200) + "}");
    }
    topics.flush();
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
  void eitherAnswersForAllAndNoAnswerIsSilentlyPartial() {
    Instance first = instance("first");
    Instance second = instance("second");
    for (Instance one : List.of(first, second)) {
      Topics.await(
          "both share the partitions and answer for all",
          () -> {
            JsonNode answer = Scenario.parse(get(one).body());
            return ids(answer).equals(List.copyOf(IDS))
                && answer.get("complete").asBoolean()
                && servers(answer).size() == 2;
          });
      for (JsonNode series : Scenario.parse(get(one).body()).get("series")) {
        assertThat(series.get("good").asLong() + "/" + series.get("total").asLong())
            .isEqualTo("90/100");
      }
    }

    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(second::close);
    for (int i = 0; i < AT_ONCE || !closing.isDone(); i++) {
      asked.add(CLIENT.sendAsync(request(first), BodyHandlers.ofString()));
      if (i % 20 == 19) {
        asked.get(asked.size() - 1).join();
      }
    }
    closing.join();

    for (CompletableFuture<HttpResponse<String>> one : asked) {
      assertHonest(one.join());
    }
    Topics.await(
        "the one that is left answers for all",
        () -> {
          JsonNode answer = Scenario.parse(get(first).body());
          return ids(answer).equals(List.copyOf(IDS)) && answer.get("complete").asBoolean();
        });
  }

  /** All series with what was counted, or fewer and said so, or a refusal. */
  private static void assertHonest(HttpResponse<String> response) {
    JsonNode answer = Scenario.parse(response.body());
    if (response.statusCode() == 503) {
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      return;
    }
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    List<String> ids = ids(answer);
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(answer.get("complete").asBoolean())
        .as(response.body())
        .isEqualTo(ids.equals(List.copyOf(IDS)));
    assertThat(answer.get("missingPartitions").isEmpty())
        .isEqualTo(answer.get("complete").asBoolean());
    for (JsonNode series : answer.get("series")) {
      assertThat(series.get("good").asLong() + "/" + series.get("total").asLong())
          .as(response.body())
          .isEqualTo("90/100");
    }
  }

  private Instance instance(String name) {
    Map<String, String> settings =
        Instances.settings(
            broker.bootstrapServers(), "it-query", folder, folder.resolve(name + "-state"));
    settings.put("num.standby.replicas", "1");
    Instance instance = Instances.start(settings);
    running.add(instance);
    return instance;
  }

  private static List<String> ids(JsonNode answer) {
    return answer.path("series").findValuesAsText("id");
  }

  private static Set<String> servers(JsonNode answer) {
    return new TreeSet<>(answer.path("partitions").findValuesAsText("servedBy"));
  }

  private static HttpResponse<String> get(Instance instance) {
    try {
      return CLIENT.send(request(instance), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest request(Instance instance) {
    return HttpRequest.newBuilder(URI.create(instance.httpAddress() + "/api/v1/series")).build();
  }
}
