package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.broker.EmbeddedBroker;
import dev.slostreams.testing.EngineProcess;
import dev.slostreams.testing.Scenario;
import dev.slostreams.testing.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine killed in the middle of its work, with batches small and several in a poll. */
class CrashIT {

  private static final String TOPIC = "request-events";
  private static final String APPLICATION = "it-crash";
  private static final int PARTITIONS = 4;

  @TempDir private Path folder;

  @Test
  void killedTwiceInTheMiddleItCountsEveryEventOnce() throws Exception {
    Scenario scenario = new Scenario("outages");
    EmbeddedBroker.Options options =
        EmbeddedBroker.Options.TEMPORARY.withServerSettings(
            Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"));
    try (EmbeddedBroker broker = EmbeddedBroker.start(options);
        Topics topics = new Topics(broker.bootstrapServers())) {
      long events = publish(topics, scenario);
      Map<String, String> settings = settings(broker, scenario);
      List<Long> committedWhenKilled = new ArrayList<>();

      for (long share = 1; share <= 2; share++) {
        long goal = events * share / 4;
        EngineProcess engine = EngineProcess.start(settings, folder);
        Topics.await(
            "a quarter more is committed", () -> topics.committed(APPLICATION, TOPIC) >= goal);
        engine.kill();
        committedWhenKilled.add(topics.committed(APPLICATION, TOPIC));
      }
      try (EngineProcess engine = EngineProcess.start(settings, folder)) {
        Topics.await(
            "everything is evaluated",
            () -> engine.isAlive() && budgets(topics).equals(scenario.budgets()));
      }

      assertThat(committedWhenKilled).allMatch(committed -> committed < events);
      List<String> transitions =
          topics.read("slo-alerts").stream()
              .map(record -> Scenario.transition(Scenario.parse(record.value())))
              .sorted()
              .toList();
      assertThat(transitions).containsExactlyElementsOf(scenario.transitions());
    }
  }

  private static long publish(Topics topics, Scenario scenario) {
    topics.create(TOPIC, PARTITIONS);
    List<String> lines = scenario.eventLines();
    for (int i = 0; i < lines.size(); i++) {
      topics.send(TOPIC, i % PARTITIONS, lines.get(i));
    }
    topics.flush();
    return lines.size();
  }

  private static TreeSet<String> budgets(Topics topics) {
    Map<String, String> latest = new HashMap<>();
    topics
        .read("slo-budgets")
        .forEach(
            record -> latest.put(record.key(), Scenario.budget(Scenario.parse(record.value()))));
    return new TreeSet<>(latest.values());
  }

  private Map<String, String> settings(EmbeddedBroker broker, Scenario scenario) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("application.id", APPLICATION);
    settings.put("slos", scenario.slos().toString());
    settings.put("history", "requests");
    settings.put("idle-after", "500ms");
    settings.put("state.dir", Files.createDirectory(folder.resolve("state")).toString());
    settings.put("http.port", "0");
    settings.put("batch.max.records", "400");
    settings.put("batch.max.bytes", "20000");
    settings.put("transaction.timeout", "5s");
    settings.put("kafka.main.consumer.session.timeout.ms", "6000");
    settings.put("kafka.main.consumer.heartbeat.interval.ms", "1000");
    settings.put("kafka.producer.linger.ms", "0");
    return settings;
  }
}
