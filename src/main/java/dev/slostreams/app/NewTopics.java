package dev.slostreams.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes topics, and returns only when the leader of each partition answers.
 *
 * <p>Without that wait a producer may lose its first batch: a broker refuses it while it does not
 * lead the partition yet, takes the second one, and from then on refuses the first as out of
 * sequence until it times out.
 */
public final class NewTopics {

  private static final long WAIT_SECONDS = 30;

  private NewTopics() {}

  /**
   * Makes the topic unless it exists.
   *
   * @throws ExecutionException with the broker's refusal
   * @throws TimeoutException when no broker answered within 30 s
   */
  public static void make(Admin admin, NewTopic topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      await(admin.createTopics(List.of(topic)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    int partitions =
        await(admin.describeTopics(List.of(topic.name())).allTopicNames())
            .get(topic.name())
            .partitions()
            .size();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
    }
    await(admin.listOffsets(ends).all());
  }

  private static <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }
}
