package dev.slostreams.loadtest.contenders;

import dev.slostreams.loadtest.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a group has committed. */
final class Offsets {

  private final Admin admin;
  private final String group;

  Offsets(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  /** Records of this topic that are read and committed. */
  long committed(String topic) throws ExecutionException, InterruptedException {
    return partitions(topic).values().stream().mapToLong(offset -> offset).sum();
  }

  /**
   * Whether all that stands in a topic within the group is read and committed.
   *
   * @param slack offsets that may stay behind in each partition: markers of transactions, and what
   *     goes on being written when nothing happens any more
   */
  boolean isRead(String topic, long slack) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, Workload.PARTITIONS)
            .boxed()
            .collect(Collectors.toMap(i -> new TopicPartition(topic, i), i -> OffsetSpec.latest()));
    var ends = admin.listOffsets(asked).all().get();
    Map<TopicPartition, Long> committed = partitions(topic);
    return ends.entrySet().stream()
        .allMatch(
            end -> end.getValue().offset() - committed.getOrDefault(end.getKey(), 0L) <= slack);
  }

  private Map<TopicPartition, Long> partitions(String topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, offset) -> {
              if (partition.topic().equals(topic) && offset != null) {
                offsets.put(partition, offset.offset());
              }
            });
    return offsets;
  }
}
