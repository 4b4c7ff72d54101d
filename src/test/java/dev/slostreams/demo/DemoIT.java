package dev.slostreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.app.Backtest;
import dev.slostreams.app.Recording;
import dev.slostreams.demo.IncidentScript.Effect;
import dev.slostreams.demo.IncidentScript.Phase;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.Scenario;
import dev.slostreams.testing.Topics;
import dev.slostreams.wire.AlertRecord;
import dev.slostreams.wire.BudgetRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demo with two hours of history and an outage after three live seconds, watched for ten. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {

  private static final long SEED = 7;
  private static final Duration HISTORY = Duration.ofHours(2);
  private static final Duration WATCHED = Duration.ofSeconds(10);

  // the closed form of DemoTraffic gives 2 s: 0.0144 * (0.14 * 3597 + 8 * 3) / (0.5 * 8 - 0.11)
  private static final IncidentScript OUTAGE =
      new IncidentScript(
          List.of(
              new Phase("outage", "checkout breaks", 3, 600, new Effect("checkout", "", 0.5, 0))));

  private static final Path SLOS = Path.of("config/demo/slos.yaml");

  private final HttpClient http = HttpClient.newHttpClient();
  private final RecordingScreen screen = new RecordingScreen();
  private final Demo demo =
      new Demo(
          new Demo.Settings(SEED, HISTORY, 0, Show.shop(OUTAGE)),
          screen,
          new DemoStory(false),
          InstantSource.system());
  private Topics topics;
  private long tick;
  private List<ConsumerRecord<String, String>> events;

  @BeforeAll
  void watch() throws InterruptedException {
    demo.start();
    demo.tell(WATCHED);
    topics = new Topics(demo.bootstrapServers());
    tick = demo.completeTick();
    Topics.await(
        "all that was published is evaluated", () -> allStandAt(Instant.ofEpochSecond(tick)));
    events =
        topics.read("request-events").stream()
            .sorted((a, b) -> Long.compare(a.timestamp(), b.timestamp()))
            .toList();
  }

  @AfterAll
  void stop() {
    if (topics != null) {
      topics.close();
    }
    demo.close();
  }

  @Test
  void alertsAndBudgetsAreThoseOfTheBacktestOverTheSameEvents(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("events.jsonl");
    Files.write(
        file,
        events.stream()
            .filter(event -> event.timestamp() < tick * 1_000)
            .map(ConsumerRecord::value)
            .toList());
    SloCatalog catalog = SloCatalog.load(List.of(SLOS)).catalog().orElseThrow();
    List<String> expectedTransitions = new ArrayList<>();

    try (Recording recording = Recording.open(file.toString())) {
      Backtest backtest =
          new Backtest(
              catalog.slos(),
              List.of(new Backtest.Input(recording, catalog.sources())),
              Backtest.Settings.DEFAULT);
      backtest.run(
          Backtest.Listener.of(
              t ->
                  expectedTransitions.add(
                      Scenario.transition(Scenario.parse(AlertRecord.line(t))))));

      assertThat(transitions()).containsExactlyInAnyOrderElementsOf(expectedTransitions);
      assertThat(expectedTransitions)
          .anyMatch(
              t -> t.endsWith("availability {\"service\":\"checkout\"} page-fast page firing"));
      assertThat(series().stream().map(Scenario::budget))
          .containsExactlyInAnyOrderElementsOf(
              backtest.views().stream()
                  .map(view -> Scenario.budget(Scenario.parse(BudgetRecord.line(view))))
                  .toList());
    }
  }

  @Test
  void eventsFollowFromTheSeedAndTheTwoStarts() {
    ShopTraffic shop = demo.traffic();
    DemoTraffic traffic =
        new DemoTraffic(SEED, shop.historyEnd(), OUTAGE).liveFrom(shop.liveStart());
    List<String> expected = new ArrayList<>();
    EventSink sink = (ms, json) -> expected.add(new String(json, StandardCharsets.UTF_8));
    long lastSecond = events.get(events.size() - 1).timestamp() / 1_000;

    traffic.history(shop.historyStart(), shop.liveStart(), sink);
    for (long second = shop.liveStart().getEpochSecond(); second <= lastSecond; second++) {
      traffic.tick(second, sink);
    }

    assertThat(events.stream().map(ConsumerRecord::value))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void noEventIsLateAndAllAreRead() {
    List<String> metrics = get("/metrics").lines().toList();

    assertThat(metrics)
        .noneMatch(line -> line.matches("slo_streams_late_events_total.* (?!0\\.0$).*"));
    assertThat(metrics)
        .filteredOn(line -> line.startsWith("slo_streams_events_total{"))
        .singleElement()
        .asString()
        .endsWith(" " + (double) events.size());
  }

  @Test
  void partitionsHoldAboutTheSame() {
    for (int partition = 0; partition < 4; partition++) {
      int number = partition;
      long held = events.stream().filter(event -> event.partition() == number).count();
      assertThat(held).isBetween(events.size() / 4L - 64, events.size() / 4L + 64);
    }
  }

  @Test
  void outageIsTold() {
    assertThat(screen.lines)
        .anyMatch(line -> line.startsWith("  broker    up after "))
        .anyMatch(line -> line.contains(" requests of 2h 0m published after "))
        .anyMatch(line -> line.endsWith("STORY     checkout breaks"))
        .anyMatch(
            line ->
                line.contains(
                    "FIRING    page-fast    availability{service=\"checkout\"}  burn 1h"));
    assertThat(screen.block).hasSize(9);
    assertThat(screen.block.get(2))
        .contains("availability{service=\"checkout\"}")
        .contains("page-fast");
  }

  private List<String> transitions() {
    return topics.read("slo-alerts").stream()
        .map(record -> Scenario.transition(Scenario.parse(record.value())))
        .toList();
  }

  private boolean allStandAt(Instant wanted) {
    List<JsonNode> series = series();
    return !series.isEmpty()
        && series.stream().allMatch(s -> Instant.parse(s.get("at").textValue()).equals(wanted));
  }

  private List<JsonNode> series() {
    JsonNode answer = Scenario.parse(get("/api/v1/series"));
    return StreamSupport.stream(answer.path("series").spliterator(), false).toList();
  }

  private String get(String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(demo.httpAddress() + path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
