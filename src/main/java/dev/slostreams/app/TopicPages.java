package dev.slostreams.app;

import dev.slostreams.topology.Names;
import dev.slostreams.wire.LedgerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** One section of {@code topology/topics.txt} per topic. */
final class TopicPages {

  private static final String BROKERS_OWN = "the broker's default";

  private TopicPages() {}

  /** A topic that we make where it is missing. */
  static String ofOurs(NewTopic topic, TopicUse use, AppConfig config) {
    Content content = content(topic.name(), config);
    String cleanup = topic.configs().getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, BROKERS_OWN);
    return page(
        topic.name(),
        content,
        topic.name().equals(config.topicControls())
            ? "1"
            : topic.numPartitions() + " if we make it (topics.partitions)",
        cleanup,
        topic.name().equals(config.topicAlerts())
            ? retention(topic.configs(), cleanup) + " if we make it (alerts.log.retention)"
            : retention(topic.configs(), cleanup),
        with(use.writersOf(topic.name()), content.outsideWriters()),
        with(use.readersOf(topic.name()), content.outsideReaders()));
  }

  /** The topic that regroups counts; Kafka Streams makes it and deletes what is done. */
  static String ofRepartition(TopicUse use, AppConfig config) {
    String node = Names.TALLIES + "-repartition";
    return page(
        config.applicationId() + "-" + node,
        new Content(
            "number of the ledger partition, 4 bytes",
            "what one batch adds per series and second, and how far its source partition is;"
                + " binary, topology.TallyFormat",
            "",
            ""),
        config.tallyPartitions() + " (tally.partitions)",
        "delete",
        "unlimited; Kafka Streams deletes what is done",
        with(use.writersOf(node), ""),
        with(use.readersOf(node), ""));
  }

  /** The topic from which the series store is brought back. */
  static String ofSeriesChangelog(TopicUse use, AppConfig config) {
    return ofChangelog(
        Names.SERIES_STORE,
        "clock, head of a series, or page of counters; binary, store.StoreFormat",
        use,
        config);
  }

  /** The topic from which the view store is brought back. */
  static String ofViewChangelog(TopicUse use, AppConfig config) {
    return ofChangelog(
        Names.VIEW_STORE,
        "<series id>, or " + LedgerRecord.KEY + " for how far the partition is",
        use,
        config);
  }

  private static String ofChangelog(String store, String key, TopicUse use, AppConfig config) {
    String users = with(use.usersOf(store), "");
    return page(
        Names.changelogTopic(config.applicationId(), store),
        new Content(key, "its content; none where it is deleted", "", ""),
        config.tallyPartitions() + " (tally.partitions)",
        "compact",
        "latest value of each key",
        users,
        users + ", once after each start or move; standbys, always");
  }

  /** What is on a topic, and who of the outside world writes and reads it. */
  private record Content(String key, String value, String outsideWriters, String outsideReaders) {}

  private static Content content(String topic, AppConfig config) {
    if (topic.equals(config.topicAlerts())) {
      return new Content(
          "<series id>/<alert>",
          "a transition, JSON: schemas/alert.schema.json, or a change of tier:"
              + " schemas/tier.schema.json; CloudEvents attributes as headers",
          "",
          "whoever acts on alerts");
    }
    if (topic.equals(config.topicAlertStates())) {
      return new Content(
          "<series id>/<alert>",
          "the last transition, JSON: schemas/alert.schema.json, or the last change of tier:"
              + " schemas/tier.schema.json; none once the series is gone",
          "",
          "whoever wants to know what fires now");
    }
    if (topic.equals(config.topicBudgets())) {
      return new Content(
          "<series id>",
          "how the series stands, JSON: schemas/budget.schema.json; none once it is gone",
          "",
          "dashboards");
    }
    if (topic.equals(config.topicDeadLetters())) {
      return new Content(
          "as read",
          "as read, at most 256 KiB; why as headers: schemas/dead-letter.schema.json",
          "",
          "whoever mends the events");
    }
    if (topic.equals(config.topicWatchdog())) {
      return new Content(
          "<source partition>/<ledger partition>",
          "the last beat of the watchdog up to which everything is evaluated, JSON:"
              + " schemas/watchdog.schema.json",
          "",
          "every instance that tells others of alerts");
    }
    if (topic.equals(config.topicControls())) {
      return new Content(
          "<kind>/<name>",
          "definitions, or an exclusion, and the second from which they are in force, JSON:"
              + " schemas/control.schema.json",
          "every instance, ./slo-streams control",
          "every instance, before anything else");
    }
    return new Content(
        "free; slo-streams-watchdog for the beats of the watchdog",
        "request events in the format of the DataSource; json: schemas/event.schema.json",
        "the services, the watchdog",
        "");
  }

  private static String retention(Map<String, String> configs, String cleanup) {
    if (cleanup.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      return "latest value of each key";
    }
    String retentionMs = configs.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, BROKERS_OWN);
    if (retentionMs.equals("-1")) {
      return "unlimited";
    }
    return retentionMs.equals(BROKERS_OWN)
        ? BROKERS_OWN
        : Duration.ofMillis(Long.parseLong(retentionMs)).toDays() + " d";
  }

  private static String with(Set<String> processors, String outside) {
    List<String> names = new ArrayList<>(processors);
    if (!outside.isEmpty()) {
      names.add(outside);
    }
    return String.join(", ", names);
  }

  private static String page(
      String name,
      Content content,
      String partitions,
      String cleanup,
      String retention,
      String writtenBy,
      String readBy) {
    return """
        %s
          key         %s
          value       %s
          partitions  %s
          cleanup     %s
          retention   %s
          written by  %s
          read by     %s
        """
        .formatted(
            name,
            content.key(),
            content.value(),
            partitions,
            cleanup,
            retention,
            writtenBy,
            readBy);
  }
}
