package dev.slostreams.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics that are missing, if it may, and counts the partitions of the sources. */
final class TopicSetup {

  private static final long WAIT_SECONDS = 30;
  private static final Duration LEAST_ALERTS = Duration.ofDays(7);
  private static final long RECONNECT_MS = 5_000; // 5 s: the client warns each time

  private final Admin admin;
  private final AppConfig config;
  private final String bootstrapServers;

  private TopicSetup(Admin admin, AppConfig config, String bootstrapServers) {
    this.admin = admin;
    this.config = config;
    this.bootstrapServers = bootstrapServers;
  }

  /** Does something with topics. */
  static void with(AppConfig config, String bootstrapServers, Consumer<TopicSetup> task) {
    Admin admin = admin(config, bootstrapServers);
    try {
      task.accept(new TopicSetup(admin, config, bootstrapServers));
    } finally {
      admin.close(Duration.ZERO); // what nobody answered in time is not waited for again
    }
  }

  /** Who asks and makes; the caller closes it. */
  static Admin admin(AppConfig config, String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.putIfAbsent(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS);
    return Admin.create(settings);
  }

  /**
   * Makes missing topics and tells the number of partitions of each source topic.
   *
   * @param formerTopics source topics that are read on where they still exist
   * @throws CannotRunException when the broker does not answer, or a topic is missing and must not
   *     be made
   */
  Map<String, Integer> prepare(Collection<String> sourceTopics, Collection<String> formerTopics) {
    Map<String, Integer> partitions = new HashMap<>();
    for (NewTopic topic : wanted(sourceTopics, config)) {
      int count = partitionsOf(topic);
      if (sourceTopics.contains(topic.name())) {
        partitions.put(topic.name(), count);
      }
    }
    for (String topic : formerTopics) {
      int count = partitions.containsKey(topic) ? 0 : existingPartitions(topic);
      if (count > 0) {
        partitions.put(topic, count);
      }
    }
    return partitions;
  }

  /**
   * Makes the control topic where it is missing.
   *
   * @throws CannotRunException also when it has more than one partition: then nobody knows what
   *     came first
   */
  void prepareControls() {
    int partitions = partitionsOf(controls(config));
    if (partitions != 1) {
      throw new CannotRunException(
          "topic '"
              + config.topicControls()
              + "': must have 1 partition, but has "
              + partitions
              + "; name another one with topic.controls");
    }
  }

  /** Every topic but the internal ones, as it is made where it is missing. */
  static List<NewTopic> wanted(Collection<String> sourceTopics, AppConfig config) {
    List<NewTopic> wanted = new ArrayList<>();
    sourceTopics.forEach(topic -> wanted.add(events(topic, config)));
    wanted.add(alerts(config));
    wanted.add(results(config.topicAlertStates(), TopicConfig.CLEANUP_POLICY_COMPACT, config));
    wanted.add(results(config.topicBudgets(), TopicConfig.CLEANUP_POLICY_COMPACT, config));
    wanted.add(results(config.topicDeadLetters(), TopicConfig.CLEANUP_POLICY_DELETE, config));
    wanted.add(results(config.topicWatchdog(), TopicConfig.CLEANUP_POLICY_COMPACT, config));
    wanted.add(controls(config));
    return wanted;
  }

  private int partitionsOf(NewTopic topic) {
    int existing = existingPartitions(topic.name());
    if (existing > 0) {
      return existing;
    }
    if (!config.topicsCreate()) {
      throw new CannotRunException(
          "topic '"
              + topic.name()
              + "': must exist, but does not; create it, or set "
              + "topics.create=true");
    }
    create(topic);
    return topic.numPartitions();
  }

  private int existingPartitions(String topic) {
    try {
      TopicDescription description =
          await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
      return description.partitions().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw failed("describing topic '" + topic + "'", e.getCause());
    }
  }

  private void create(NewTopic topic) {
    try {
      NewTopics.make(admin, topic);
    } catch (ExecutionException e) {
      throw failed("creating topic '" + topic.name() + "'", e.getCause());
    } catch (TimeoutException e) {
      throw noAnswer(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private <T> T await(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw noAnswer(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private CannotRunException noAnswer(TimeoutException cause) {
    return new CannotRunException(
        "bootstrap.servers: no broker answered within "
            + WAIT_SECONDS
            + " s at '"
            + bootstrapServers
            + "'; start it, or correct the address",
        cause);
  }

  private static CannotRunException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new CannotRunException("interrupted while preparing topics", cause);
  }

  private CannotRunException failed(String doing, Throwable cause) {
    return new CannotRunException(
        doing + " at '" + bootstrapServers + "' failed: " + cause.getMessage(), cause);
  }

  private static NewTopic events(String topic, AppConfig config) {
    return newTopic(topic, config).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
  }

  private static NewTopic results(String topic, String cleanup, AppConfig config) {
    return newTopic(topic, config).configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup));
  }

  /** Kept as long as they are shown, and a week at least, as brokers do by default. */
  private static NewTopic alerts(AppConfig config) {
    Duration shown = config.alertsLogRetention();
    Duration kept = shown.compareTo(LEAST_ALERTS) > 0 ? shown : LEAST_ALERTS;
    return newTopic(config.topicAlerts(), config)
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(kept.toMillis())));
  }

  private static NewTopic controls(AppConfig config) {
    return new NewTopic(config.topicControls(), 1, (short) config.topicsReplicationFactor())
        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
  }

  private static NewTopic newTopic(String topic, AppConfig config) {
    return new NewTopic(topic, config.topicsPartitions(), (short) config.topicsReplicationFactor());
  }
}
