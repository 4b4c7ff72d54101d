package dev.slostreams.app;

import dev.slostreams.app.ClusterPicture.Offsets;
import dev.slostreams.app.ClusterPicture.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a cluster how things stand, and changes nothing. */
final class ClusterReader {

  private static final long WAIT_SECONDS = 30;

  private final Admin admin;
  private final AppConfig config;
  private final Map<String, Topic> topics = new HashMap<>();
  private final Set<String> hidden = new HashSet<>();

  private ClusterReader(Admin admin, AppConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * Takes the picture.
   *
   * @param names topics to look for
   * @param read those of them that the group reads
   * @throws CannotRunException when no broker answers, or none that knows us
   */
  static ClusterPicture picture(
      AppConfig config, Collection<String> names, Collection<String> read) {
    Admin admin = TopicSetup.admin(config, config.bootstrapServers());
    try {
      return new ClusterReader(admin, config).picture(names, read);
    } catch (ExecutionException e) {
      throw new CannotRunException(
          "asking the brokers at '" + config.bootstrapServers() + "' failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new CannotRunException(
          "bootstrap.servers: no broker answered within %d s at '%s'; start it, or correct the address"
              .formatted(WAIT_SECONDS, config.bootstrapServers()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRunException("interrupted while asking the brokers", e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private ClusterPicture picture(Collection<String> names, Collection<String> read)
      throws ExecutionException, InterruptedException, TimeoutException {
    var cluster =
        admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
    List<Integer> brokers = await(cluster.nodes()).stream().map(Node::id).sorted().toList();
    for (String name : names) {
      readTopic(name);
    }
    return new ClusterPicture(
        await(cluster.clusterId()),
        brokers,
        topics,
        hidden,
        offsets(read),
        groupAllowed(),
        allowed(await(cluster.authorizedOperations())));
  }

  private void readTopic(String name)
      throws ExecutionException, InterruptedException, TimeoutException {
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    try {
      TopicDescription found =
          await(admin.describeTopics(List.of(name), options).topicNameValues().get(name));
      topics.put(
          name,
          new Topic(
              found.partitions().stream().map(ClusterReader::replicas).toList(),
              found.partitions().stream()
                  .filter(partition -> partition.leader() == null)
                  .map(TopicPartitionInfo::partition)
                  .toList(),
              configs(name),
              allowed(found.authorizedOperations())));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        hidden.add(name);
      } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
  }

  private static List<Integer> replicas(TopicPartitionInfo partition) {
    return partition.replicas().stream().map(Node::id).toList();
  }

  private Map<String, String> configs(String topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Map<String, String> configs = new HashMap<>();
      for (ConfigEntry entry :
          await(admin.describeConfigs(List.of(resource)).values().get(resource)).entries()) {
        if (entry.value() != null) {
          configs.put(entry.name(), entry.value());
        }
      }
      return configs;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Map.of();
      }
      throw e;
    }
  }

  private Map<TopicPartition, Offsets> offsets(Collection<String> read)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String name : read) {
      Topic topic = topics.get(name);
      if (topic != null && topic.leaderless().isEmpty() && may(topic.allowed())) {
        for (int number = 0; number < topic.partitions(); number++) {
          partitions.add(new TopicPartition(name, number));
        }
      }
    }
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    var starts = ends(partitions, OffsetSpec.earliest());
    var ends = ends(partitions, OffsetSpec.latest());
    Map<TopicPartition, Offsets> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata next = committed.get(partition);
      offsets.put(
          partition,
          new Offsets(
              next == null ? Offsets.NONE : next.offset(),
              starts.get(partition).offset(),
              ends.get(partition).offset()));
    }
    return offsets;
  }

  private static boolean may(Set<AclOperation> allowed) {
    return allowed.contains(AclOperation.DESCRIBE);
  }

  private Map<TopicPartition, ListOffsetsResultInfo> ends(
      List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    return await(admin.listOffsets(asked).all());
  }

  private Map<TopicPartition, OffsetAndMetadata> committed()
      throws ExecutionException, InterruptedException, TimeoutException {
    return orElse(
        admin.listConsumerGroupOffsets(config.applicationId()).partitionsToOffsetAndMetadata(),
        none -> Map.of());
  }

  /** Everything for a group that does not exist yet: nobody can ask what is allowed then. */
  private Set<AclOperation> groupAllowed()
      throws ExecutionException, InterruptedException, TimeoutException {
    String group = config.applicationId();
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    KafkaFuture<Set<AclOperation>> allowed =
        admin
            .describeConsumerGroups(List.of(group), options)
            .describedGroups()
            .get(group)
            .thenApply(ConsumerGroupDescription::authorizedOperations);
    return allowed(
        orElse(
            allowed,
            refusal ->
                refusal instanceof AuthorizationException
                    ? Set.of(AclOperation.UNKNOWN)
                    : Set.of(AclOperation.ALL)));
  }

  private <T> T orElse(KafkaFuture<T> future, Function<Throwable, T> other)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      return await(future);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException
          || e.getCause() instanceof GroupIdNotFoundException) {
        return other.apply(e.getCause());
      }
      throw e;
    }
  }

  /** A broker that does not say allows what it does not refuse. */
  private static Set<AclOperation> allowed(Set<AclOperation> told) {
    return told == null || told.contains(AclOperation.ALL)
        ? Set.of(AclOperation.values())
        : Set.copyOf(told);
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }
}
