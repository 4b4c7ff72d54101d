package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.app.ClusterPicture.Offsets;
import dev.slostreams.app.ClusterPicture.Topic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of a cluster on which one thing is not as it is needed. */
class DoctorTest {

  private static final Set<AclOperation> ALL = EnumSet.allOf(AclOperation.class);
  private static final Set<String> SOURCES = Set.of("request-events");
  private static final String SERIES = "slo-streams-series-store-changelog";
  private static final String TALLIES = "slo-streams-slo-tallies-repartition";

  private final List<String> settings =
      new ArrayList<>(
          List.of("topics.replication.factor=3", "topics.partitions=2", "tally.partitions=2"));
  private final Map<String, Topic> topics = new HashMap<>();
  private final Set<String> hidden = new HashSet<>();
  private final Map<TopicPartition, Offsets> offsets = new HashMap<>();
  private Set<AclOperation> group = ALL;
  private Set<AclOperation> cluster = ALL;
  private List<Integer> brokers = List.of(1, 2, 3);

  @BeforeEach
  void asItIsNeeded() {
    for (NewTopic wanted : TopicSetup.wanted(SOURCES, AppConfig.of(settings))) {
      Map<String, String> configs = new HashMap<>(wanted.configs());
      configs.put("min.insync.replicas", "2");
      configs.putIfAbsent("cleanup.policy", "delete");
      configs.put("retention.ms", "2592000000");
      topics.put(wanted.name(), topic(wanted.numPartitions(), configs));
    }
    topics.put(
        TALLIES,
        topic(
            2,
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "min.insync.replicas", "2")));
    topics.put(SERIES, topic(2, Map.of("cleanup.policy", "compact", "min.insync.replicas", "2")));
    offsets.put(new TopicPartition("request-events", 0), new Offsets(70, 50, 100));
    offsets.put(new TopicPartition("request-events", 1), new Offsets(Offsets.NONE, 0, 0));
    offsets.put(new TopicPartition(SERIES, 0), new Offsets(Offsets.NONE, 0, 10));
  }

  private static Topic topic(int partitions, Map<String, String> configs) {
    List<List<Integer>> replicas = new ArrayList<>();
    for (int number = 0; number < partitions; number++) {
      replicas.add(List.of(1, 2, 3));
    }
    return new Topic(replicas, List.of(), configs, ALL);
  }

  private void with(String name, String key, String value) {
    Topic before = topics.get(name);
    Map<String, String> configs = new HashMap<>(before.configs());
    configs.put(key, value);
    topics.put(name, new Topic(before.replicas(), before.leaderless(), configs, before.allowed()));
  }

  private List<Finding> findings() {
    ClusterPicture picture =
        new ClusterPicture("abc", brokers, topics, hidden, offsets, group, cluster);
    return Doctor.examine(AppConfig.of(settings), SOURCES, picture).findings();
  }

  private static String alter(String topic, String setting) {
    return "kafka-configs.sh --bootstrap-server $BROKERS --alter --entity-type topics --entity-name "
        + topic
        + " --add-config "
        + setting;
  }

  @Test
  void nothingIsSaidWhereAllIsAsNeeded() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void missingTopicIsMadeByUsOrByACommand() {
    topics.remove("slo-budgets");
    assertThat(findings()).isEmpty();

    settings.add("topics.create=false");

    assertThat(findings())
        .containsExactly(
            Finding.wrong(
                "topic 'slo-budgets': must exist, but does not",
                "kafka-topics.sh --bootstrap-server $BROKERS --create --topic slo-budgets"
                    + " --partitions 2 --replication-factor 3 --config cleanup.policy=compact"));
  }

  @Test
  void missingTopicThatMayNotBeMadeIsWrong() {
    topics.remove("slo-dead-letters");
    cluster = Set.of();

    assertThat(findings())
        .extracting(Finding::problem)
        .containsExactly(
            "topic 'slo-dead-letters': must exist or be allowed to be made, but neither is so");
  }

  @Test
  void wrongCleanupIsMended() {
    with("slo-alert-states", "cleanup.policy", "delete");
    with("request-events", "cleanup.policy", "compact");
    with(SERIES, "cleanup.policy", "compact,delete");

    assertThat(findings())
        .allMatch(Finding::wrong)
        .flatExtracting(Finding::commands)
        .containsExactly(
            alter("request-events", "cleanup.policy=delete"),
            alter("slo-alert-states", "cleanup.policy=compact"),
            alter(SERIES, "cleanup.policy=compact"));
  }

  @Test
  void alertsThatAreDeletedBeforeTheyAreNoLongerShownAreAWarning() {
    with("slo-alerts", "retention.ms", "604800000");

    assertThat(findings())
        .containsExactly(
            Finding.warning(
                "topic 'slo-alerts': retention.ms must be at least alerts.log.retention, which is"
                    + " 2592000000, but is 604800000: older alerts are not shown",
                alter("slo-alerts", "retention.ms=2592000000")));
  }

  @Test
  void controlsInSeveralPartitionsHaveNoOrder() {
    topics.put("slo-controls", topic(3, topics.get("slo-controls").configs()));

    assertThat(findings())
        .containsExactly(
            Finding.wrong(
                "topic 'slo-controls': must have 1 partition, but has 3",
                "name another one with topic.controls"));
  }

  @Test
  void talliesKeepTheirPartitionsAndAreNotDeletedUnread() {
    topics.put(TALLIES, topic(8, topics.get(TALLIES).configs()));
    with(TALLIES, "retention.ms", "3600000");

    assertThat(findings())
        .flatExtracting(Finding::commands)
        .containsExactly(
            "set tally.partitions=8, or start over under another application.id",
            alter(TALLIES, "retention.ms=-1"));
  }

  @Test
  void fewerCopiesThanWantedAreAWarningWithAPlan() {
    Topic before = topics.get("slo-controls");
    topics.put("slo-controls", new Topic(List.of(List.of(2)), List.of(), before.configs(), ALL));

    assertThat(findings())
        .containsExactly(
            Finding.warning(
                "topic 'slo-controls': must have 3 copies (topics.replication.factor), but has 1",
                "kafka-reassign-partitions.sh --bootstrap-server $BROKERS --execute"
                    + " --reassignment-json-file <(echo '{\"version\":1,\"partitions\":"
                    + "[{\"topic\":\"slo-controls\",\"partition\":0,\"replicas\":[2,1,3]}]}')"),
            Finding.wrong(
                "topic 'slo-controls': min.insync.replicas must be at most the number of copies,"
                    + " which is 1, but is 2: nothing can be written",
                alter("slo-controls", "min.insync.replicas=1")));
  }

  @Test
  void oneWriteOfThreeIsAWarning() {
    with("slo-alerts", "min.insync.replicas", "1");

    assertThat(findings())
        .containsExactly(
            Finding.warning(
                "topic 'slo-alerts': min.insync.replicas must be at least 2 with 3 copies, but is"
                    + " 1: one broker alone may take a write and lose it",
                alter("slo-alerts", "min.insync.replicas=2")));
  }

  @Test
  void copiesThatNobodyCanHoldAreWrong() {
    brokers = List.of(1, 2);

    assertThat(findings())
        .extracting(Finding::problem)
        .containsExactly(
            "topics.replication.factor: must be at most the number of brokers, which is 2, but was"
                + " 3");
  }

  @Test
  void recordsDeletedUnreadAreCounted() {
    offsets.put(new TopicPartition("request-events", 0), new Offsets(30, 50, 100));

    assertThat(findings())
        .extracting(Finding::problem)
        .containsExactly(
            "group 'slo-streams', partition request-events-0: offset must be at least 50, where the"
                + " topic begins now, but is 30: 20 records were deleted unread");
  }

  @Test
  void topicMadeAnewIsReadFromItsBeginning() {
    offsets.put(new TopicPartition("request-events", 0), new Offsets(300, 0, 100));

    assertThat(findings())
        .flatExtracting(Finding::commands)
        .containsExactly(
            "kafka-consumer-groups.sh --bootstrap-server $BROKERS --group slo-streams --topic"
                + " request-events:0 --reset-offsets --to-earliest --execute");
  }

  @Test
  void stateWithoutOffsetsWouldCountTwice() {
    offsets.put(new TopicPartition("request-events", 0), new Offsets(Offsets.NONE, 50, 100));

    assertThat(findings())
        .extracting(Finding::problem)
        .containsExactly(
            "group 'slo-streams': must have offsets, because there is state, but has none: the next"
                + " start would count all events again that are still there");
  }

  @Test
  void firstStartNeedsNoOffsets() {
    offsets.put(new TopicPartition("request-events", 0), new Offsets(Offsets.NONE, 50, 100));
    offsets.remove(new TopicPartition(SERIES, 0));

    assertThat(findings()).isEmpty();
  }

  @Test
  void partitionWithoutALeaderIsWrong() {
    Topic before = topics.get("request-events");
    topics.put(
        "request-events",
        new Topic(before.replicas(), List.of(1), before.configs(), before.allowed()));

    assertThat(findings())
        .extracting(Finding::problem)
        .containsExactly(
            "topic 'request-events': every partition must have a leader, but has none: [1]");
  }

  @Test
  void rightsThatAreMissingAreGiven() {
    Topic before = topics.get("request-events");
    topics.put(
        "request-events",
        new Topic(before.replicas(), List.of(), before.configs(), Set.of(AclOperation.DESCRIBE)));
    topics.remove("slo-watchdog");
    hidden.add("slo-watchdog");
    group = Set.of();
    String allow =
        "kafka-acls.sh --bootstrap-server $BROKERS --add --allow-principal $PRINCIPAL --operation ";

    assertThat(findings())
        .flatExtracting(Finding::commands)
        .containsExactly(
            allow + "Describe --topic slo-watchdog",
            allow + "Read --topic request-events", // no Write: nobody is told, so nothing beats
            allow + "Read --group slo-streams");
  }
}
