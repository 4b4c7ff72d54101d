package dev.slostreams.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * One partition of a topic. Who reads it sees what is committed, up to the first record of a
 * transaction whose marker is not written here yet; a marker takes an offset, as in Kafka.
 */
final class Log {

  private final TopicPartition partition;
  private final List<Entry> entries = new ArrayList<>();

  /* Transactions without a marker here, to the offset of their first record. */
  private final Map<Transaction, Long> open = new LinkedHashMap<>();

  /** A record, or a marker where there is none. */
  private record Entry(ConsumerRecord<byte[], byte[]> record, Transaction transaction) {}

  /** What was read, and the offset to go on with. */
  record Slice(List<ConsumerRecord<byte[], byte[]>> records, long next) {}

  Log(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  /** Offset of the next record that is written. */
  long end() {
    return entries.size();
  }

  /** Offset of the first record that cannot be read yet. */
  long stableEnd() {
    return open.values().stream().mapToLong(Long::longValue).min().orElse(end());
  }

  /** Appends; without a transaction it can be read at once. */
  ConsumerRecord<byte[], byte[]> append(
      byte[] key, byte[] value, Headers headers, long timestampMs, Transaction transaction) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            end(),
            timestampMs,
            TimestampType.CREATE_TIME,
            key == null ? 0 : key.length,
            value == null ? 0 : value.length,
            key,
            value,
            headers,
            Optional.empty());
    if (transaction != null) {
      open.putIfAbsent(transaction, end());
      transaction.append(this, record);
    }
    entries.add(new Entry(record, transaction));
    return record;
  }

  /** Writes the marker of a transaction that has ended. */
  void mark(Transaction transaction) {
    open.remove(transaction);
    entries.add(new Entry(null, null));
  }

  /** What is committed from this offset on. */
  Slice read(long from, int most) {
    long stable = stableEnd();
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    long next = from;
    while (next < stable && read.size() < most) {
      Entry entry = entries.get((int) next++);
      boolean aborted =
          entry.transaction != null && entry.transaction.state() == Transaction.State.ABORTED;
      if (entry.record != null && !aborted) {
        read.add(entry.record);
      }
    }
    return new Slice(read, next);
  }
}
