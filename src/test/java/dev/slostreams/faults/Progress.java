package dev.slostreams.faults;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How far an application has come, asked of the broker several times a second; remembers the
 * longest time without a step while there was something to read.
 */
final class Progress implements AutoCloseable {

  private static final long LOOK_NANOS = 100_000_000; // 100 ms
  private static final long ANSWER_SECONDS = 5;

  private final Admin admin;
  private final String group;
  private final Thread thread;
  private volatile Look look = new Look(Map.of(), Map.of(), Map.of());
  private volatile long lastStep = System.nanoTime();
  private volatile long longestStallNanos;
  private volatile boolean closed;

  /** What a look has shown. */
  private record Look(
      Map<TopicPartition, Long> committed,
      Map<TopicPartition, Long> stable,
      Map<TopicPartition, Long> ends) {

    long sum(Map<TopicPartition, Long> offsets) {
      return offsets.entrySet().stream()
          .filter(entry -> isInput(entry.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    static boolean isInput(TopicPartition partition) {
      return partition.topic().startsWith("fault-");
    }
  }

  Progress(String bootstrapServers, String group) {
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                5_000,
                "request.timeout.ms",
                4_000));
    this.group = group;
    this.thread = new Thread(this::watch, "progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!closed) {
      try {
        look();
      } catch (ExecutionException | TimeoutException e) {
        // the broker is away: no step
      } catch (InterruptedException e) {
        return;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void look() throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> committed =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(ANSWER_SECONDS, TimeUnit.SECONDS)
            .entrySet()
            .stream()
            .filter(entry -> entry.getValue() != null)
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    Look before = look;
    Look now =
        new Look(
            committed,
            ends(committed, IsolationLevel.READ_COMMITTED),
            ends(committed, IsolationLevel.READ_UNCOMMITTED));
    look = now;
    if (now.sum(committed) > before.sum(before.committed)
        || now.sum(committed) == now.sum(now.ends)) {
      step();
    }
  }

  private synchronized void step() {
    long now = System.nanoTime();
    longestStallNanos = Math.max(longestStallNanos, now - lastStep);
    lastStep = now;
  }

  private Map<TopicPartition, Long> ends(
      Map<TopicPartition, Long> partitions, IsolationLevel isolation)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin
        .listOffsets(
            partitions.keySet().stream()
                .collect(
                    Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())),
            new ListOffsetsOptions(isolation))
        .all()
        .get(ANSWER_SECONDS, TimeUnit.SECONDS)
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  /** Input records that are committed as counted. */
  long committed() {
    return look.sum(look.committed);
  }

  /** Input records that are published and not yet committed as counted, as of a fresh look. */
  long lag() {
    Look now = look;
    return now.sum(now.ends) - now.sum(now.committed);
  }

  /**
   * Whether nothing is under way: all partitions, internal ones too, are committed up to their end,
   * and no transaction is open on them. (Markers of transactions take offsets at the end of
   * internal topics, which nobody reads.)
   */
  boolean isQuiet(long inputRecords) {
    Look now = look;
    return now.sum(now.committed) == inputRecords && now.stable.equals(now.ends);
  }

  /** The longest time for which nothing was committed although there was something to read. */
  double longestStallSeconds() {
    return longestStallNanos / 1e9;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    admin.close(java.time.Duration.ZERO);
  }
}
