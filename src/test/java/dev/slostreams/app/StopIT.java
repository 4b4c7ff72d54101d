package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.EngineProcess;
import dev.slostreams.testing.LiveTraffic;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How processes end: when they are told to, when they are told again, and when something fails. */
class StopIT {

  private static final String TOPIC = "request-events";
  private static final String APPLICATION = "it-stop";
  private static final String CANARY = "canary-4711-password";
  private static final int PARTITIONS = 8; // four of the topic, four of the tallies
  private static final Pattern TOTAL = Pattern.compile("\"total\":(\\d+)");

  @TempDir private Path folder;

  private TestBroker broker;
  private Topics topics;
  private Admin admin;

  @BeforeEach
  void start() throws IOException {
    broker = Brokers.embedded();
    topics = new Topics(broker.bootstrapServers());
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    topics.create(TOPIC, 4);
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
  void stoppedUnderLoadItLeavesAtOnceAndTheOtherCountsOn() throws Exception {
    try (LiveTraffic traffic = new LiveTraffic(topics, TOPIC, 4);
        EngineProcess first = engine("first");
        EngineProcess second = engine("second")) {
      Topics.await("both have work", () -> holdings().equals(List.of(4, 4)));

      first.terminate();

      assertThat(first.exitCode()).isZero();
      Topics.await("the other has all of it", () -> holdings().equals(List.of(PARTITIONS)));
      long then = total();
      Topics.await("it counts on", () -> total() > then);
      traffic.stop();
      long sent = traffic.count(0, Long.MAX_VALUE, status -> true);
      Topics.await("every event is counted once", () -> total() == sent);
      assertThat(second.isAlive()).isTrue();
    }
  }

  @Test
  void toldAgainItEndsAtOnceThoughItsBrokerIsAway() throws Exception {
    try (EngineProcess engine = engine("first")) {
      Topics.await("it has all the work", () -> holdings().equals(List.of(PARTITIONS)));
      broker.close();

      Topics.await(
          "it has heard the second time",
          () -> {
            engine.terminate();
            return !engine.isAlive();
          });

      assertThat(engine.exitCode()).isEqualTo(130);
    }
  }

  @Test
  void afterAFailureTheLastLineSaysWhatFailedAndNoLineASecret() throws Exception {
    try (EngineProcess engine =
        engine("first", Map.of("kafka.sasl.jaas.config", "wrong password=\"" + CANARY + "\";"))) {
      Topics.await("it has all the work", () -> holdings().equals(List.of(PARTITIONS)));
      admin.deleteTopics(List.of(TOPIC)).all().get();

      Topics.await("it has ended", () -> !engine.isAlive());

      assertThat(engine.exitCode()).isEqualTo(3);
      assertThat(engine.log())
          .last()
          .asString()
          .startsWith("slo-streams run: stopped, because it failed: ");
      assertThat(String.join(" ", engine.log())).doesNotContain(CANARY);
    }
  }

  private EngineProcess engine(String name) {
    return engine(name, Map.of());
  }

  private EngineProcess engine(String name, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("application.id", APPLICATION);
    settings.put("slos", folder.resolve("slos.yaml").toString());
    settings.put("slos.reload", "off");
    settings.put("state.dir", folder.resolve(name).toString());
    settings.put("http.port", "0");
    settings.put("kafka.metadata.max.age.ms", "1000");
    return EngineProcess.start(settings, folder);
  }

  /**
   * How many partitions each member of the group has, the fewest first; empty while it is uneasy.
   */
  private List<Integer> holdings() {
    try {
      return admin
          .describeConsumerGroups(List.of(APPLICATION))
          .all()
          .get()
          .get(APPLICATION)
          .members()
          .stream()
          .map(MemberDescription::assignment)
          .map(assignment -> assignment.topicPartitions().size())
          .sorted()
          .toList();
    } catch (ExecutionException e) {
      return List.of(); // there is no such group yet
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is counted of the SLO, as of its last budget record; 0 while there is none. */
  private long total() {
    return topics.read("slo-budgets").stream()
        .filter(record -> record.value() != null)
        .reduce((before, after) -> after)
        .map(record -> TOTAL.matcher(record.value()))
        .filter(Matcher::find)
        .map(total -> Long.parseLong(total.group(1)))
        .orElse(0L);
  }
}
