package dev.slostreams.batch;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Keeps {@link SourceProgress} up to date for the partitions of one consumer; owned by its thread.
 */
final class ProgressReader {

  private final Consumer<byte[], byte[]> consumer;
  private final SourceProgress progress;
  private final Map<TopicPartition, Long> lastHandedOut = new HashMap<>();
  private final Set<TopicPartition> noted = new HashSet<>();
  private Metric fetches;
  private double fetchesSeen = -1;
  private long answeredAtMs;

  ProgressReader(Consumer<byte[], byte[]> consumer, SourceProgress progress) {
    this.consumer = consumer;
    this.progress = progress;
  }

  /** Notes where the consumer stands after a poll that handed out these records. */
  void afterPoll(ConsumerRecords<byte[], byte[]> handedOut) {
    noteAnswer();
    for (TopicPartition partition : handedOut.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = handedOut.records(partition);
      lastHandedOut.put(partition, records.get(records.size() - 1).offset());
    }
    for (TopicPartition partition : consumer.assignment()) {
      note(partition);
    }
  }

  private void note(TopicPartition partition) {
    OptionalLong lag = consumer.currentLag(partition);
    if (lag.isEmpty()) {
      progress.forget(List.of(partition));
      return;
    }
    long position;
    try {
      position = consumer.position(partition, Duration.ZERO);
    } catch (TimeoutException e) {
      // being validated after a change of leader: not known for the moment
      progress.forget(List.of(partition));
      return;
    }
    long last = lastHandedOut.getOrDefault(partition, SourceProgress.NOTHING);
    noted.add(partition);
    progress.put(
        partition,
        new SourceProgress.Progress(position, Math.max(0, lag.getAsLong()), last, answeredAtMs));
  }

  /**
   * The consumer counts the answers to its fetches; a consumer that does not is taken at its word.
   */
  private void noteAnswer() {
    if (fetches == null) {
      fetches = fetchCounter();
    }
    double seen = fetches == null ? fetchesSeen + 1 : (double) fetches.metricValue();
    if (seen > fetchesSeen) {
      fetchesSeen = seen;
      answeredAtMs = progress.nowMs();
    }
  }

  private Metric fetchCounter() {
    for (Map.Entry<MetricName, ? extends Metric> metric : consumer.metrics().entrySet()) {
      MetricName name = metric.getKey();
      if (name.name().equals("fetch-total")
          && name.group().equals("consumer-fetch-manager-metrics")) {
        return metric.getValue();
      }
    }
    return null;
  }

  /** The consumer lost these partitions, or goes elsewhere in them. */
  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(lastHandedOut::remove);
    partitions.forEach(noted::remove);
    progress.forget(partitions);
  }

  /** The consumer has nothing any more. */
  void forgetAll() {
    forget(List.copyOf(noted));
    lastHandedOut.clear();
  }
}
