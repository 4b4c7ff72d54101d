package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.Source;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.NezhaAlerts;
import dev.slostreams.testing.OfflineRun;
import dev.slostreams.testing.RealData;
import dev.slostreams.testing.Scenario;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real recordings replayed into an embedded broker, onto four partitions, and evaluated by a
 * running instance: what {@code backtest} says of them.
 *
 * <p>The same transitions are promised where no event is late. The haproxy recording's lines come
 * up to 66 s late when its requests are stamped at their start, and how late they are depends on
 * the partitions; so it is read with a disorder that is longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealDataIT {

  private static final int PARTITIONS = 4;
  private static final String SILENCE = "05:00:00"; // nezha has no event from 04:46:40 to 05:09

  private TestBroker broker;
  private Topics topics;

  @TempDir private Path folder;

  @BeforeAll
  void start() {
    broker = Brokers.embedded();
    topics = new Topics(broker.bootstrapServers());
  }

  @AfterAll
  void stop() {
    topics.close();
    broker.close();
  }

  @Test
  void nezhaReplayedGivesTheAlertsOfBacktestAndBruteForce() {
    OfflineRun offline = OfflineRun.of(RealData.NEZHA);
    replay("whole", RealData.NEZHA, RealData.NEZHA.events());

    whileRunning(
        "whole",
        RealData.NEZHA,
        1_000,
        () -> {
          Topics.await("all counts", () -> counts("whole").equals(offline.counts()));
          Topics.await("the end", () -> alerts("whole").size() >= offline.transitions().size());
        });

    assertThat(alerts("whole")).isEqualTo(alerts(offline));
    assertThat(NezhaAlerts.of(offline.transitions())).isEqualTo(NezhaAlerts.expected());
    assertThat(topics.read("whole-dead-letters")).isEmpty();
  }

  @Test
  void recordingThatGoesOnWhileTheInstanceRunsLosesNoAlert() {
    OfflineRun offline = OfflineRun.of(RealData.NEZHA);
    List<String> events = RealData.NEZHA.events();
    List<String> first = events.stream().filter(e -> clock(e).compareTo(SILENCE) < 0).toList();
    List<String> second = events.subList(first.size(), events.size());
    OfflineRun offlineFirst = OfflineRun.of(RealData.NEZHA, first, 1_000);

    whileRunning(
        "parts",
        RealData.NEZHA,
        1_000,
        () -> {
          replay("parts", RealData.NEZHA, first);
          // counted to the last event: every partition was taken for ended
          Topics.await("the first part", () -> counts("parts").equals(offlineFirst.counts()));
          replay("parts", RealData.NEZHA, second);
          Topics.await("the second part", () -> counts("parts").equals(offline.counts()));
          Topics.await("the end", () -> alerts("parts").size() >= offline.transitions().size());
        });

    assertThat(alerts("parts")).isEqualTo(alerts(offline));
  }

  @Test
  void haproxyWithEnoughDisorderGivesTheAlertsOfBacktest() {
    List<String> events = RealData.HAPROXY.events();
    OfflineRun offline = OfflineRun.of(RealData.HAPROXY, events, 70_000);
    replay("haproxy", RealData.HAPROXY, events);

    whileRunning(
        "haproxy",
        RealData.HAPROXY,
        70_000,
        () -> {
          Topics.await("all counts", () -> counts("haproxy").equals(offline.counts()));
          Topics.await("the end", () -> alerts("haproxy").size() >= offline.transitions().size());
        });

    assertThat(offline.summary().late()).isZero();
    assertThat(alerts("haproxy")).isEqualTo(alerts(offline));
  }

  @Test
  void haproxyWithLateEventsIsCountedToTheEvent() {
    OfflineRun offline = OfflineRun.of(RealData.HAPROXY);
    replay("late", RealData.HAPROXY, RealData.HAPROXY.events());

    whileRunning(
        "late",
        RealData.HAPROXY,
        1_000,
        () -> {
          Topics.await("all counts", () -> counts("late").equals(offline.counts()));
        });

    assertThat(offline.summary().late()).isPositive();
    assertThat(counts("late")).isEqualTo(offline.counts());
  }

  private void replay(String name, RealData data, List<String> events) {
    Path file = folder.resolve(name + ".jsonl");
    Source source = data.catalog().sources().get(0);
    try {
      Files.write(file, events);
      Recording recording = Recording.open(file.toString());
      new Replay(
              source,
              new Replay.Target(
                  broker.bootstrapServers(), name + "-events", PARTITIONS, 0, Map.of()))
          .run(recording, published -> {});
      recording.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void whileRunning(String name, RealData data, long disorderMs, Runnable body) {
    SloCatalog catalog = data.catalog();
    Map<String, String> texts = new HashMap<>();
    texts.put("bootstrap.servers", broker.bootstrapServers());
    texts.put("application.id", "real-" + name);
    texts.put("topic.alerts", name + "-alerts");
    texts.put("topic.alert-states", name + "-alert-states");
    texts.put("topic.budgets", name + "-budgets");
    texts.put("topic.dead-letters", name + "-dead-letters");
    texts.put("history", catalog.sources().get(0).name());
    texts.put("disorder", disorderMs + "ms");
    texts.put("idle-after", "1s");
    texts.put("state.dir", folder.resolve(name).toString());
    texts.put("http.port", "0");
    Instance instance = Instance.start(AppConfig.of(texts), onTopic(catalog, name + "-events"));
    try {
      body.run();
    } finally {
      instance.close();
    }
  }

  private static SloCatalog onTopic(SloCatalog catalog, String topic) {
    return catalog.withSources(
        catalog.sources().stream().map(source -> source.withTopic(topic)).toList());
  }

  /** What the latest budget of each series counts. */
  private Map<String, String> counts(String name) {
    Map<String, String> counts = new TreeMap<>();
    for (ConsumerRecord<String, String> record : topics.read(name + "-budgets")) {
      JsonNode budget = Scenario.parse(record.value());
      counts.put(record.key(), budget.path("good").asLong() + "/" + budget.path("total").asLong());
    }
    return counts;
  }

  private List<String> alerts(String name) {
    return topics.read(name + "-alerts").stream()
        .map(record -> Scenario.parse(record.value()))
        .map(
            alert ->
                "%s %s %s %s %s"
                    .formatted(
                        Instant.parse(alert.path("at").asText()),
                        alert.path("slo").asText(),
                        alert.path("series").path("server").asText(),
                        alert.path("alert").asText(),
                        alert.path("state").asText()))
        .sorted()
        .toList();
  }

  private static List<String> alerts(OfflineRun run) {
    return run.transitions().stream()
        .map(
            t ->
                "%s %s %s %s %s"
                    .formatted(
                        Instant.ofEpochSecond(t.at()),
                        t.series().slo(),
                        t.series().labels().stream()
                            .filter(label -> label.name().equals("server"))
                            .map(label -> label.value())
                            .findFirst()
                            .orElse(""),
                        t.alert(),
                        t.change()))
        .sorted()
        .toList();
  }

  private static String clock(String event) {
    return event.substring(25, 33);
  }
}
