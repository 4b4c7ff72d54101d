package dev.slostreams.simulation;

import dev.slostreams.topology.LedgerPartitions;
import dev.slostreams.topology.Names;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * What one life of a task gives to its processor.
 *
 * @param <K> bytes: a bound cannot be an array
 * @param <V> bytes
 */
final class SimulatedContext<K, V> implements ProcessorContext<K, V> {

  private final TaskId task;
  private final SimulatedInstance instance;
  private final LedgerPartitions ledgers;
  private final Map<String, StateStore> stores;
  private final List<Punctuation> punctuations = new ArrayList<>();
  private ConsumerRecord<byte[], byte[]> current;

  /** Late ones are called once, and what was missed is passed over, as in Kafka Streams. */
  private static final class Punctuation {
    final long everyMs;
    final Punctuator call;
    long dueMs;

    Punctuation(long everyMs, long nowMs, Punctuator call) {
      this.everyMs = everyMs;
      this.call = call;
      this.dueMs = nowMs + everyMs;
    }
  }

  SimulatedContext(
      TaskId task,
      SimulatedInstance instance,
      LedgerPartitions ledgers,
      Map<String, StateStore> stores) {
    this.task = task;
    this.instance = instance;
    this.ledgers = ledgers;
    this.stores = stores;
  }

  /** The record that is processed next. */
  void begin(ConsumerRecord<byte[], byte[]> record) {
    current = record;
  }

  void punctuate() {
    long nowMs = instance.nowMs();
    for (Punctuation one : punctuations) {
      if (nowMs >= one.dueMs) {
        one.dueMs += one.everyMs * (1 + (nowMs - one.dueMs) / one.everyMs);
        one.call.punctuate(nowMs);
      }
    }
  }

  @Override
  public <L extends K, W extends V> void forward(Record<L, W> record, String child) {
    byte[] key = (byte[]) record.key();
    byte[] value = (byte[]) record.value();
    int partition =
        child.equals(Names.TALLIES)
            ? ledgers.partitions(child, key, value, ledgers.count()).orElseThrow().iterator().next()
            : task.partition();
    instance.write(child, partition, key, value, record.headers());
  }

  @Override
  public <S extends StateStore> S getStateStore(String name) {
    @SuppressWarnings("unchecked")
    S store = (S) stores.get(name);
    return store;
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
    Punctuation punctuation = new Punctuation(interval.toMillis(), instance.nowMs(), callback);
    punctuations.add(punctuation);
    return () -> punctuations.remove(punctuation);
  }

  @Override
  public TaskId taskId() {
    return task;
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return Optional.of(
        new RecordMetadata() {
          @Override
          public String topic() {
            return current.topic();
          }

          @Override
          public int partition() {
            return current.partition();
          }

          @Override
          public long offset() {
            return current.offset();
          }
        });
  }

  @Override
  public long currentSystemTimeMs() {
    return instance.nowMs();
  }

  @Override
  public <L extends K, W extends V> void forward(Record<L, W> record) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Cancellable schedule(
      Instant startTime, Duration interval, PunctuationType type, Punctuator callback) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String applicationId() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Serde<?> keySerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Serde<?> valueSerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public File stateDir() {
    throw new UnsupportedOperationException();
  }

  @Override
  public StreamsMetrics metrics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> appConfigs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long currentStreamTimeMs() {
    throw new UnsupportedOperationException();
  }
}
