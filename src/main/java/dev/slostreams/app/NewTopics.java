package dev.slostreams.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
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
  private static final long PAUSE_NANOS = 20_000_000; // 20 ms

  private final Admin admin;
  private final NewTopic topic;
  private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);

  private NewTopics(Admin admin, NewTopic topic) {
    this.admin = admin;
    this.topic = topic;
  }

  /**
   * Makes the topic unless it exists.
   *
   * @throws ExecutionException with the broker's refusal
   * @throws TimeoutException when no broker answered within 30 s
   */
  public static void make(Admin admin, NewTopic topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    NewTopics made = new NewTopics(admin, topic);
    made.create();
    while (!made.leadersAnswer()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void create() throws ExecutionException, InterruptedException, TimeoutException {
    try {
      await(admin.createTopics(List.of(topic)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private boolean leadersAnswer()
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      await(admin.listOffsets(ends()).all());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException && System.nanoTime() < deadline) {
        return false;
      }
      throw e;
    }
  }

  private Map<TopicPartition, OffsetSpec> ends()
      throws ExecutionException, InterruptedException, TimeoutException {
    int partitions =
        await(admin.describeTopics(List.of(topic.name())).allTopicNames())
            .get(topic.name())
            .partitions()
            .size();
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
    }
    return ends;
  }

  private <T> T await(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }
}
