package dev.slostreams.query;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** What queries and health checks see of Kafka Streams. Any thread may ask. */
public interface RunningStreams {

  KafkaStreams.State state();

  /** Stream threads that are not dead. */
  int liveThreads();

  /**
   * About how many series this instance holds.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException while the store is not open
   */
  long seriesCount();

  /**
   * A copy of the view store of this instance: series id to the JSON of its standing.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException while the store is not open
   */
  Map<String, byte[]> series();

  /** Looks at what is supplied, and reads the view store of this name. */
  static RunningStreams of(Supplier<KafkaStreams> streams, String viewStore) {
    return new LocalStreams(streams, viewStore);
  }
}
