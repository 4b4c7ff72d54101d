package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.EngineProcess;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an instance that is behind, and runs, makes of a topic that is no more what it was. */
class LostRecordsIT {

  private static final String TOPIC = "request-events";
  private static final String EVENT = "{\"timestamp\":\"2026-11-02T08:00:0%dZ\",\"status\":200}";

  @TempDir private Path folder;

  private TestBroker broker;
  private Topics topics;
  private Admin admin;

  @BeforeEach
  void start() throws IOException {
    broker = Brokers.embedded();
    topics = new Topics(broker.bootstrapServers());
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    topics.create(TOPIC, 1);
    Files.writeString(
        folder.resolve("slos.yaml"), SloTexts.ratio("availability", TOPIC, "status < 500"));
  }

  @AfterEach
  void stop() {
    admin.close();
    topics.close();
    broker.close();
  }

  @Test
  void recordsThatWereDeletedUnreadAreSaidAndTheRestIsCounted() throws Exception {
    try (EngineProcess engine = engine()) {
      send(1);
      awaitCounted(engine, 1);
      engine.freeze();
      for (int second = 2; second < 9; second++) {
        send(second);
      }
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(7))).all().get();

      engine.thaw();

      // the first may have come in answer to a question from before
      Topics.await("all are counted or said", () -> counted(engine) + deleted(engine) == 8);
      assertThat(deleted(engine)).isBetween(5, 6);
      assertThat(said(engine, "deleted before they were read"))
          .singleElement()
          .asString()
          .contains(deleted(engine) + " records", "topic=\"request-events\"");
    }
  }

  @Test
  void topicMadeAnewIsNotCountedOnTopOfWhatItWas() throws Exception {
    try (EngineProcess engine = engine()) {
      send(1);
      send(2);
      awaitCounted(engine, 2);
      engine.freeze();
      admin.deleteTopics(List.of(TOPIC)).all().get();
      Topics.await("it is gone", () -> !isThere());
      topics.create(TOPIC, 1);
      send(3);

      engine.thaw();

      Topics.await("it ends", () -> !engine.isAlive());
      assertThat(engine.exitCode()).isEqualTo(3);
      assertThat(engine.log())
          .last()
          .asString()
          .startsWith("slo-streams run: stopped, because it failed: ")
          .contains("partition request-events-0: must reach to offset 2");
    }
  }

  private EngineProcess engine() {
    return EngineProcess.start(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "application.id",
            "it-lost",
            "slos",
            folder.resolve("slos.yaml").toString(),
            "history",
            "availability-source",
            "state.dir",
            folder.resolve("state").toString(),
            "http.port",
            "0"),
        folder);
  }

  private boolean isThere() {
    try {
      return admin.listTopics().names().get().contains(TOPIC);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(int second) {
    topics.send(TOPIC, 0, EVENT.formatted(second));
    topics.flush();
  }

  private static void awaitCounted(EngineProcess engine, int events) {
    Topics.await(
        events + " events are counted",
        () -> engine.address().isPresent() && counted(engine) == events);
  }

  private static int counted(EngineProcess engine) {
    return meter(engine, "slo_streams_counted_events_total{slo=\"availability\"}");
  }

  private static int deleted(EngineProcess engine) {
    return meter(engine, "slo_streams_records_deleted_unread_total{topic=\"request-events\"}");
  }

  private static List<String> said(EngineProcess engine, String text) {
    return engine.log().stream().filter(line -> line.contains(text)).toList();
  }

  /** What a meter shows; 0 while there is none. */
  private static int meter(EngineProcess engine, String name) {
    URI uri = URI.create(engine.address().orElseThrow() + "/metrics");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(name))
          .mapToInt(line -> (int) Double.parseDouble(line.substring(name.length())))
          .sum();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
