package dev.slostreams.app;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import dev.slostreams.app.ClusterPicture.Offsets;
import dev.slostreams.app.ClusterPicture.Topic;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.Source;
import dev.slostreams.topology.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/** Compares a cluster with what an instance of these settings needs, and changes nothing. */
public final class Doctor {

  private static final int WORTH_TWO_WRITES = 3; // copies
  private static final String UNLIMITED = "-1";
  private static final String WEEK_MS = "604800000"; // 7 d

  private final AppConfig config;
  private final Set<String> sources;
  private final ClusterPicture cluster;
  private final List<Finding> findings = new ArrayList<>();

  private Doctor(AppConfig config, Set<String> sources, ClusterPicture cluster) {
    this.config = config;
    this.sources = sources;
    this.cluster = cluster;
  }

  /**
   * What was looked at, and what is not as it is needed.
   *
   * @param cluster for people: which cluster, how many brokers and topics
   */
  public record Diagnosis(String cluster, List<Finding> findings) {

    public Diagnosis {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Asks the brokers of the settings.
   *
   * @throws CannotRunException when none answers
   */
  public static Diagnosis examine(AppConfig config, SloCatalog catalog) {
    Set<String> sources =
        catalog.sources().stream()
            .map(Source::topic)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> names = new ArrayList<>();
    TopicSetup.wanted(sources, config).forEach(topic -> names.add(topic.name()));
    names.addAll(internal(config).keySet());
    List<String> read = new ArrayList<>(sources);
    read.addAll(internal(config).keySet());
    return examine(config, sources, ClusterReader.picture(config, names, read));
  }

  /** The same of a picture that was taken. */
  static Diagnosis examine(AppConfig config, Set<String> sources, ClusterPicture cluster) {
    Doctor doctor = new Doctor(config, sources, cluster);
    doctor.examine();
    String brokers = cluster.brokers().size() == 1 ? " broker, " : " brokers, ";
    return new Diagnosis(
        "cluster %s: %d%s%d topics of ours"
            .formatted(cluster.id(), cluster.brokers().size(), brokers, cluster.topics().size()),
        doctor.findings);
  }

  private static String tallies(AppConfig config) {
    return Names.talliesTopic(config.applicationId());
  }

  /** What Kafka Streams makes, with its cleanup policy. */
  private static Map<String, String> internal(AppConfig config) {
    Map<String, String> topics = new LinkedHashMap<>();
    topics.put(tallies(config), CLEANUP_POLICY_DELETE);
    for (String store : List.of(Names.SERIES_STORE, Names.VIEW_STORE)) {
      topics.put(Names.changelogTopic(config.applicationId(), store), CLEANUP_POLICY_COMPACT);
    }
    return topics;
  }

  private void examine() {
    if (cluster.brokers().size() < config.topicsReplicationFactor()) {
      findings.add(
          Finding.wrong(
              "topics.replication.factor: must be at most the number of brokers, which is %d, but was %d"
                  .formatted(cluster.brokers().size(), config.topicsReplicationFactor()),
              "start more brokers, or lower topics.replication.factor"));
    }
    for (NewTopic wanted : TopicSetup.wanted(sources, config)) {
      Topic topic = cluster.topics().get(wanted.name());
      if (topic == null) {
        absent(wanted);
      } else {
        ours(wanted, topic);
      }
    }
    internal(config).forEach(this::internal);
    offsets();
    rights();
  }

  private void absent(NewTopic wanted) {
    String name = wanted.name();
    if (cluster.hidden().contains(name)) {
      findings.add(
          Finding.wrong(
              place(name) + "must be allowed to be described, but is not",
              allow("Describe", "--topic " + name)));
    } else if (!config.topicsCreate()) {
      findings.add(Finding.wrong(place(name) + "must exist, but does not", create(wanted)));
    } else if (!cluster.clusterAllowed().contains(AclOperation.CREATE)) {
      findings.add(
          Finding.wrong(
              place(name) + "must exist or be allowed to be made, but neither is so",
              create(wanted)));
    }
  }

  private void ours(NewTopic wanted, Topic topic) {
    String name = wanted.name();
    copies(name, topic);
    if (name.equals(config.topicControls()) && topic.partitions() != 1) {
      findings.add(
          Finding.wrong(
              place(name) + "must have 1 partition, but has " + topic.partitions(),
              "name another one with topic.controls"));
    }
    if (sources.contains(name)) {
      if (topic
          .configs()
          .getOrDefault(CLEANUP_POLICY_CONFIG, "")
          .contains(CLEANUP_POLICY_COMPACT)) {
        findings.add(
            Finding.wrong(
                place(name)
                    + "cleanup.policy must be delete, because compaction takes events away that"
                    + " were not counted yet, but is "
                    + topic.configs().get(CLEANUP_POLICY_CONFIG),
                set(name, CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE)));
      }
      return;
    }
    cleanup(name, topic, wanted.configs().get(CLEANUP_POLICY_CONFIG));
    if (name.equals(config.topicAlerts())) {
      alerts(name, topic);
    }
  }

  private void alerts(String name, Topic topic) {
    String retention = topic.configs().getOrDefault(RETENTION_MS_CONFIG, UNLIMITED);
    long shown = config.alertsLogRetention().toMillis();
    if (!retention.equals(UNLIMITED) && Long.parseLong(retention) < shown) {
      findings.add(
          Finding.warning(
              place(name)
                  + "retention.ms must be at least alerts.log.retention, which is %d, but is %s: older alerts are not shown"
                      .formatted(shown, retention),
              set(name, RETENTION_MS_CONFIG, Long.toString(shown))));
    }
  }

  private void internal(String name, String cleanup) {
    Topic topic = cluster.topics().get(name);
    if (topic == null) {
      return; // Kafka Streams makes it
    }
    copies(name, topic);
    cleanup(name, topic, cleanup);
    if (topic.partitions() != config.tallyPartitions()) {
      findings.add(
          Finding.wrong(
              place(name)
                  + "must have as many partitions as tally.partitions says, which is %d, but has %d"
                      .formatted(config.tallyPartitions(), topic.partitions()),
              "set tally.partitions=%d, or start over under another application.id"
                  .formatted(topic.partitions())));
    }
    String retention = topic.configs().getOrDefault(RETENTION_MS_CONFIG, UNLIMITED);
    if (name.equals(tallies(config)) && !retention.equals(UNLIMITED)) {
      findings.add(
          Finding.wrong(
              place(name)
                  + "retention.ms must be -1, because counts of old events would be deleted unread, but is "
                  + retention,
              set(name, RETENTION_MS_CONFIG, UNLIMITED)));
    }
  }

  private void cleanup(String name, Topic topic, String wanted) {
    String is = topic.configs().getOrDefault(CLEANUP_POLICY_CONFIG, wanted);
    if (!is.equals(wanted)) {
      findings.add(
          Finding.wrong(
              place(name) + "cleanup.policy must be " + wanted + ", but is " + is,
              set(name, CLEANUP_POLICY_CONFIG, wanted)));
    }
  }

  private void copies(String name, Topic topic) {
    if (!topic.leaderless().isEmpty()) {
      findings.add(
          Finding.wrong(
              place(name)
                  + "every partition must have a leader, but has none: "
                  + topic.leaderless(),
              "kafka-topics.sh --bootstrap-server $BROKERS --describe --unavailable-partitions",
              "bring back one of the brokers that it names"));
    }
    int wanted = config.topicsReplicationFactor();
    if (topic.leastReplicas() < wanted && cluster.brokers().size() >= wanted) {
      findings.add(
          Finding.warning(
              place(name)
                  + "must have %d copies (topics.replication.factor), but has %d"
                      .formatted(wanted, topic.leastReplicas()),
              reassignment(name, topic, wanted)));
    }
    String insync = topic.configs().getOrDefault(MIN_IN_SYNC_REPLICAS_CONFIG, "1");
    int copies = topic.leastReplicas();
    if (copies >= WORTH_TWO_WRITES && insync.equals("1")) {
      findings.add(
          Finding.warning(
              place(name)
                  + "min.insync.replicas must be at least 2 with %d copies, but is 1: one broker alone may take a write and lose it"
                      .formatted(copies),
              set(name, MIN_IN_SYNC_REPLICAS_CONFIG, "2")));
    }
    if (Integer.parseInt(insync) > copies) {
      findings.add(
          Finding.wrong(
              place(name)
                  + "min.insync.replicas must be at most the number of copies, which is %d, but is %s: nothing can be written"
                      .formatted(copies, insync),
              set(name, MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, copies - 1)))));
    }
  }

  private String reassignment(String name, Topic topic, int wanted) {
    String partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(
                number -> {
                  List<Integer> replicas = new ArrayList<>(topic.replicas().get(number));
                  List<Integer> others = new ArrayList<>(cluster.brokers());
                  others.removeAll(replicas);
                  for (int next = 0; replicas.size() < wanted; next++) {
                    replicas.add(others.get((number + next) % others.size()));
                    others.removeAll(replicas);
                  }
                  return "{\"topic\":\"%s\",\"partition\":%d,\"replicas\":%s}"
                      .formatted(name, number, replicas.toString().replace(" ", ""));
                })
            .collect(Collectors.joining(","));
    return "kafka-reassign-partitions.sh --bootstrap-server $BROKERS --execute --reassignment-json-file <(echo '{\"version\":1,\"partitions\":[%s]}')"
        .formatted(partitions);
  }

  private void offsets() {
    Map<TopicPartition, Offsets> read = new TreeMap<>(Comparator.comparing(Object::toString));
    boolean hasState = false;
    boolean hasRead = false;
    for (Map.Entry<TopicPartition, Offsets> entry : cluster.offsets().entrySet()) {
      Offsets offsets = entry.getValue();
      if (entry.getKey().topic().endsWith("-changelog")) {
        hasState |= offsets.end() > 0;
      } else if (offsets.committed() != Offsets.NONE) {
        hasRead = true;
        read.put(entry.getKey(), offsets);
      }
    }
    if (hasState && !hasRead) {
      findings.add(
          Finding.wrong(
              "group '%s': must have offsets, because there is state, but has none: the next start would count all events again that are still there"
                  .formatted(config.applicationId()),
              "start over under another application.id, which counts everything anew; or go on from now with the state as it is:",
              "for topic in %s; do kafka-consumer-groups.sh --bootstrap-server $BROKERS --group %s --topic $topic --reset-offsets --to-latest --execute; done"
                  .formatted(String.join(" ", sources), config.applicationId())));
    }
    read.forEach(this::offsets);
  }

  private void offsets(TopicPartition partition, Offsets offsets) {
    String place = "group '%s', partition %s: ".formatted(config.applicationId(), partition);
    if (offsets.committed() < offsets.start()) {
      findings.add(
          Finding.wrong(
              place
                  + "offset must be at least %d, where the topic begins now, but is %d: %d records were deleted unread"
                      .formatted(
                          offsets.start(),
                          offsets.committed(),
                          offsets.start() - offsets.committed()),
              "they are lost; so that it does not happen again, keep records for longer than an outage may take:",
              set(partition.topic(), RETENTION_MS_CONFIG, WEEK_MS)));
    } else if (offsets.committed() > offsets.end()) {
      findings.add(
          Finding.wrong(
              place
                  + "offset must be at most %d, where the topic ends, but is %d: the topic was made anew, or lost its end"
                      .formatted(offsets.end(), offsets.committed()),
              "kafka-consumer-groups.sh --bootstrap-server $BROKERS --group %s --topic %s:%d --reset-offsets --to-earliest --execute"
                  .formatted(config.applicationId(), partition.topic(), partition.partition())));
    }
  }

  private void rights() {
    boolean beats =
        !config.watchdogInterval().isZero()
            && !(config.alertmanagerUrls().isEmpty() && config.webhooks().isEmpty());
    for (NewTopic wanted : TopicSetup.wanted(sources, config)) {
      boolean source = sources.contains(wanted.name());
      rights(
          wanted.name(),
          source && !beats
              ? List.of(AclOperation.READ)
              : List.of(AclOperation.READ, AclOperation.WRITE));
    }
    internal(config)
        .keySet()
        .forEach(name -> rights(name, List.of(AclOperation.READ, AclOperation.WRITE)));
    if (!cluster.groupAllowed().contains(AclOperation.READ)) {
      findings.add(
          Finding.wrong(
              "group '%s': must be allowed to be read, but is not"
                  .formatted(config.applicationId()),
              allow("Read", "--group " + config.applicationId())));
    }
  }

  private void rights(String name, Collection<AclOperation> needed) {
    Topic topic = cluster.topics().get(name);
    if (topic == null) {
      return;
    }
    for (AclOperation operation : needed) {
      if (!topic.allowed().contains(operation)) {
        String word = operation == AclOperation.READ ? "Read" : "Write";
        findings.add(
            Finding.wrong(
                place(name) + word + " must be allowed, but is not",
                allow(word, "--topic " + name)));
      }
    }
  }

  private static String place(String topic) {
    return "topic '" + topic + "': ";
  }

  private static String create(NewTopic topic) {
    StringBuilder configs = new StringBuilder();
    topic.configs().forEach((key, value) -> configs.append(" --config ").append(key + "=" + value));
    return "kafka-topics.sh --bootstrap-server $BROKERS --create --topic %s --partitions %d --replication-factor %d%s"
        .formatted(topic.name(), topic.numPartitions(), topic.replicationFactor(), configs);
  }

  private static String set(String topic, String key, String value) {
    return "kafka-configs.sh --bootstrap-server $BROKERS --alter --entity-type topics --entity-name %s --add-config %s=%s"
        .formatted(topic, key, value);
  }

  private static String allow(String operation, String resource) {
    return "kafka-acls.sh --bootstrap-server $BROKERS --add --allow-principal $PRINCIPAL --operation %s %s"
        .formatted(operation, resource);
  }
}
