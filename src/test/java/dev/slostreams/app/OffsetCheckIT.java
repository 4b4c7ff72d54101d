package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.Brokers;
import dev.slostreams.testing.Brokers.TestBroker;
import dev.slostreams.testing.Logged;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application whose offsets do not fit counts nothing a second time, and says what it missed.
 */
class OffsetCheckIT {

  private static final String TOPIC = "request-events";
  private static final String APPLICATION = "it-offsets";
  private static final String TALLIES = APPLICATION + "-slo-tallies-repartition";

  @TempDir private Path folder;

  @Test
  void offsetsThatDoNotFitAreRefusedOrTold() throws Exception {
    Path slos = folder.resolve("slos.yaml");
    Files.writeString(slos, SloTexts.ratio("availability", TOPIC, "status < 500"));
    try (TestBroker broker = Brokers.embedded();
        Topics topics = new Topics(broker.bootstrapServers());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      topics.create(TOPIC, 1);
      topics.send(TOPIC, 0, "{\"timestamp\":\"2026-11-02T08:00:00Z\",\"status\":200}");
      topics.flush();
      AppConfig config = config(broker, slos);
      try (Instance first = instance(config)) {
        assertThat(first.httpAddress()).isNotEmpty();
        Topics.await("it is counted", () -> !topics.read("slo-budgets").isEmpty());
      }
      Map<TopicPartition, OffsetAndMetadata> offsets =
          new HashMap<>(
              admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata().get());
      admin.deleteConsumerGroups(List.of(APPLICATION)).all().get();

      assertThatThrownBy(() -> instance(config))
          .isInstanceOf(CannotRunException.class)
          .hasMessageContaining("group 'it-offsets' must have committed offsets")
          .hasMessageContaining("counted a second time")
          .hasMessageContaining("--reset-offsets");

      admin.alterConsumerGroupOffsets(APPLICATION, offsets).all().get();
      try (Instance again = instance(config)) {
        assertThat(again.httpAddress()).isNotEmpty();
      }

      TopicPartition partition = new TopicPartition(TOPIC, 0);
      long read = offsets.get(partition).offset();
      commit(admin, partition, read + 5);
      assertThatThrownBy(() -> instance(config))
          .isInstanceOf(CannotRunException.class)
          .hasMessageContaining("must have an offset of partition request-events-0 up to " + read)
          .hasMessageContaining("but has " + (read + 5))
          .hasMessageContaining("--to-latest");

      commit(admin, partition, read);
      topics.send(TOPIC, 0, "{\"timestamp\":\"2026-11-02T08:00:01Z\",\"status\":200}");
      topics.send(TOPIC, 0, "{\"timestamp\":\"2026-11-02T08:00:02Z\",\"status\":200}");
      topics.flush();
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(read + 2))).all().get();
      try (Logged log = new Logged(UnreadRecords.class);
          Instance after = instance(config)) {
        assertThat(after.httpAddress()).isNotEmpty();
        Topics.await("it has looked where the partition begins", () -> !log.lines().isEmpty());
        assertThat(log.lines())
            .singleElement()
            .asString()
            .contains("2 records were deleted before they were read and are counted nowhere");
      }
    }
  }

  @Test
  void withoutOffsetsItDoesNotStartWhereTalliesWait() throws Exception {
    Path slos = folder.resolve("slos.yaml");
    Files.writeString(slos, SloTexts.ratio("availability", TOPIC, "status < 500"));
    try (TestBroker broker = Brokers.embedded();
        Topics topics = new Topics(broker.bootstrapServers())) {
      topics.create(TOPIC, 1);
      topics.create(TALLIES, 4);
      topics.send(TALLIES, 3, "of a second that has not ended");
      topics.flush();

      assertThatThrownBy(() -> instance(config(broker, slos)))
          .isInstanceOf(CannotRunException.class)
          .hasMessageContaining("topic '" + TALLIES + "' holds what it has counted");
    }
  }

  private AppConfig config(TestBroker broker, Path slos) {
    return AppConfig.of(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "application.id",
            APPLICATION,
            "slos",
            slos.toString(),
            "history",
            "availability-source",
            "state.dir",
            folder.resolve("state").toString(),
            "http.port",
            "0"));
  }

  private static void commit(Admin admin, TopicPartition partition, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(APPLICATION, Map.of(partition, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  private static Instance instance(AppConfig config) {
    return Instance.start(config, SloCatalog.load(config.slos()).catalog().orElseThrow());
  }
}
