package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.Scenario;
import dev.slostreams.testing.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The shared scenarios through a real broker: four input partitions, the engine stopped in the
 * middle and started again. The same transitions and budgets as expected, none missing, none twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScenarioContract {

  private static final int PARTITIONS = 4;

  // the first half is not yet the end of the recording
  private static final String NEVER = "1h";

  private TestBroker broker;
  private Topics topics;

  abstract TestBroker startBroker();

  @BeforeAll
  void start() {
    broker = startBroker();
    topics = new Topics(broker.bootstrapServers());
  }

  @AfterAll
  void stop() {
    if (broker != null) {
      topics.close();
      broker.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "outages, 0",
    "latency, 0",
    "quiet, 0",
    "weighted, 0",
    "disorder, 0",
    "slices, 0",
    "edges, 8" // that many of its lines have no field 'queue'
  })
  void stoppedInTheMiddleGivesWhatTheContractSays(String name, int deadLetters) {
    Scenario scenario = new Scenario(name);
    SloCatalog catalog = onTopic(scenario.catalog(), name + "-events");
    List<String> lines = scenario.eventLines();
    topics.create(name + "-events", PARTITIONS);

    publish(name, lines, 0, lines.size() / 2);
    runUntil(
        config(name, NEVER),
        catalog,
        "the first half is committed",
        () -> committed(name) == lines.size() / 2);
    publish(name, lines, lines.size() / 2, lines.size());
    runUntil(
        config(name, "500ms"),
        catalog,
        "all events are committed and the last tick is evaluated",
        () -> committed(name) == lines.size() && budgets(name).equals(scenario.budgets()));

    List<String> transitions =
        topics.read(name + "-alerts").stream()
            .map(record -> Scenario.transition(Scenario.parse(record.value())))
            .sorted()
            .toList();
    assertThat(transitions).containsExactlyElementsOf(scenario.transitions());
    assertThat(topics.read(name + "-dead-letters")).hasSize(deadLetters);
  }

  private static void runUntil(
      AppConfig config, SloCatalog catalog, String what, BooleanSupplier condition) {
    Instance instance = Instance.start(config, catalog);
    try {
      Topics.await(what, condition);
    } finally {
      instance.close();
    }
  }

  private long committed(String name) {
    return topics.committed("it-" + name, name + "-events");
  }

  private AppConfig config(String name, String idleAfter) {
    Map<String, String> texts = new HashMap<>();
    texts.put("bootstrap.servers", broker.bootstrapServers());
    texts.put("application.id", "it-" + name);
    texts.put("topic.alerts", name + "-alerts");
    texts.put("topic.alert-states", name + "-alert-states");
    texts.put("topic.budgets", name + "-budgets");
    texts.put("topic.dead-letters", name + "-dead-letters");
    texts.put("history", "requests");
    texts.put("idle-after", idleAfter);
    texts.put("batch.max.records", "200");
    texts.put("http.port", "0");
    return AppConfig.of(texts);
  }

  private void publish(String name, List<String> lines, int from, int to) {
    for (int i = from; i < to; i++) {
      topics.send(name + "-events", i % PARTITIONS, lines.get(i));
    }
    topics.flush();
  }

  /** The latest budget of each series. */
  private Set<String> budgets(String name) {
    Map<String, String> latest = new HashMap<>();
    for (ConsumerRecord<String, String> record : topics.read(name + "-budgets")) {
      latest.put(record.key(), Scenario.budget(Scenario.parse(record.value())));
    }
    return new TreeSet<>(latest.values());
  }

  private static SloCatalog onTopic(SloCatalog catalog, String topic) {
    return catalog.withSources(
        catalog.sources().stream().map(source -> source.withTopic(topic)).toList());
  }
}
