package dev.slostreams.app;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a cluster has of what an instance needs, at one moment.
 *
 * @param id the cluster's own
 * @param brokers numbers of the brokers that are up
 * @param topics those that exist and may be described
 * @param hidden names that we may not ask about
 * @param offsets of the source topics and the tallies, as the group has read them
 * @param groupAllowed what we may do with the group
 * @param clusterAllowed what we may do with the cluster
 */
record ClusterPicture(
    String id,
    List<Integer> brokers,
    Map<String, Topic> topics,
    Set<String> hidden,
    Map<TopicPartition, Offsets> offsets,
    Set<AclOperation> groupAllowed,
    Set<AclOperation> clusterAllowed) {

  /**
   * A topic.
   *
   * @param replicas of each partition, the brokers that are to have it
   * @param leaderless partitions that cannot be read or written now
   * @param configs every setting with its value, defaults too; empty where we may not ask
   */
  record Topic(
      List<List<Integer>> replicas,
      List<Integer> leaderless,
      Map<String, String> configs,
      Set<AclOperation> allowed) {

    int partitions() {
      return replicas.size();
    }

    int leastReplicas() {
      return replicas.stream().mapToInt(List::size).min().orElse(0);
    }
  }

  /**
   * How far a partition is read.
   *
   * @param committed next to read, {@link #NONE} where the group has nothing
   * @param start first that there is
   * @param end after the last
   */
  record Offsets(long committed, long start, long end) {

    static final long NONE = -1;
  }
}
