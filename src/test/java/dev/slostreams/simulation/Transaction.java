package dev.slostreams.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What one producer writes between two commits: records, and with the commit offsets. */
final class Transaction {

  private final Set<Log> logs = new LinkedHashSet<>();
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private Map<TopicPartition, Long> offsets = Map.of();
  private State state = State.OPEN;

  enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  void append(Log log, ConsumerRecord<byte[], byte[]> record) {
    logs.add(log);
    records.add(record);
  }

  void end(State decided, Map<TopicPartition, Long> with) {
    state = decided;
    offsets = new TreeMap<>(SimulatedBroker.BY_NAME);
    offsets.putAll(with);
  }

  State state() {
    return state;
  }

  /** The logs that it wrote to. */
  Set<Log> logs() {
    return logs;
  }

  /** In the order in which they were written. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  /** What it commits; empty before its end. */
  Map<TopicPartition, Long> offsets() {
    return offsets;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }
}
