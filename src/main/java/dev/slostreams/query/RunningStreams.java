package dev.slostreams.query;

import dev.slostreams.query.Served.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What queries and health checks see of Kafka Streams. Any thread may ask. */
public interface RunningStreams {

  /**
   * What this instance has of a ledger partition.
   *
   * @param isRunning whether it is evaluated here now; otherwise it may lag
   * @param views its view store, which may close at any time
   */
  record Copy(Role role, boolean isRunning, ReadOnlyKeyValueStore<String, byte[]> views) {}

  /**
   * Which instances have a ledger partition, each {@code host:port}.
   *
   * @param active the one that evaluates it
   * @param standbys those with a warm copy
   */
  record Holders(Optional<String> active, List<String> standbys) {

    public static final Holders NOBODY = new Holders(Optional.empty(), List.of());

    public Holders {
      standbys = List.copyOf(standbys);
    }
  }

  KafkaStreams.State state();

  /** Whether every partition is assigned and restored. */
  default boolean isRunning() {
    return state() == KafkaStreams.State.RUNNING;
  }

  /** Stream threads that live and take part in the sharing of work, whether they got any or not. */
  int joinedThreads();

  /** The ledger partitions that this instance is to evaluate, whether it can already or not. */
  Set<Integer> assigned();

  /** The copy of this ledger partition in this instance, if it has one that can be read. */
  Optional<Copy> copy(int partition);

  /** Who has which ledger partition, as of the last assignment; without those nobody has. */
  Map<Integer, Holders> holders();

  /** By how many records each copy in this instance lags. Asks the brokers. */
  Map<Integer, Long> lags();

  /**
   * Looks at what is supplied.
   *
   * @param viewStore the store with the standing of each series
   * @param tallies the topic whose partitions are the ledger partitions
   */
  static RunningStreams of(Supplier<KafkaStreams> streams, String viewStore, String tallies) {
    return new LocalStreams(streams, viewStore, tallies);
  }
}
