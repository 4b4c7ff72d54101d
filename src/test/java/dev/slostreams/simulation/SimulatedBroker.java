package dev.slostreams.simulation;

import dev.slostreams.simulation.Transaction.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Logs, transactions, and the committed offsets of one group.
 *
 * <p>A transaction is decided at once, and what was decided reaches each log, and the offsets, at
 * some later moment: in between some of it can be read and some cannot.
 */
final class SimulatedBroker {

  static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

  private final Map<TopicPartition, Log> logs = new TreeMap<>(BY_NAME);
  private final Map<TopicPartition, Long> committed = new TreeMap<>(BY_NAME);
  private final List<Marker> markers = new ArrayList<>();
  private final Audit audit;
  private boolean reachable = true;

  /** What is still to be written of a decision; without a log its offsets. */
  private record Marker(Transaction transaction, Log log) {}

  SimulatedBroker(Audit audit) {
    this.audit = audit;
  }

  Log log(String topic, int partition) {
    return logs.computeIfAbsent(new TopicPartition(topic, partition), Log::new);
  }

  Log log(TopicPartition partition) {
    return logs.computeIfAbsent(partition, Log::new);
  }

  boolean isReachable() {
    return reachable;
  }

  void reachable(boolean now) {
    reachable = now;
  }

  /** Ends a transaction with these offsets. */
  void end(Transaction transaction, State decided, Map<TopicPartition, Long> offsets) {
    transaction.end(decided, offsets);
    audit.ended(transaction);
    transaction.logs().forEach(log -> markers.add(new Marker(transaction, log)));
    if (!offsets.isEmpty()) {
      markers.add(new Marker(transaction, null));
    }
  }

  /** Writes one of the markers that are outstanding. */
  void writeMarker(Random random) {
    if (!markers.isEmpty()) {
      write(markers.remove(random.nextInt(markers.size())));
    }
  }

  /** Writes all markers of this transaction: its producer wants to begin the next one. */
  void complete(Transaction transaction) {
    List<Marker> of = markers.stream().filter(m -> m.transaction == transaction).toList();
    of.forEach(this::write);
    markers.removeAll(of);
  }

  void writeMarkers() {
    markers.forEach(this::write);
    markers.clear();
  }

  private void write(Marker marker) {
    if (marker.log == null) {
      committed.putAll(marker.transaction.offsets());
    } else {
      marker.log.mark(marker.transaction);
    }
  }

  /** Where the group goes on in this partition; empty while that is being decided. */
  OptionalLong committed(TopicPartition partition) {
    boolean pending =
        markers.stream()
            .anyMatch(m -> m.log == null && m.transaction.offsets().containsKey(partition));
    return pending ? OptionalLong.empty() : OptionalLong.of(committed.getOrDefault(partition, 0L));
  }
}
