package dev.slostreams.query;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The Kafka Streams client of this process. */
record LocalStreams(Supplier<KafkaStreams> streams, String viewStore) implements RunningStreams {

  @Override
  public KafkaStreams.State state() {
    return streams.get().state();
  }

  @Override
  public int liveThreads() {
    return streams.get().metadataForLocalThreads().size(); // leaves out dead ones
  }

  @Override
  public long seriesCount() {
    return views().approximateNumEntries();
  }

  @Override
  public Map<String, byte[]> series() {
    Map<String, byte[]> series = new HashMap<>();
    try (KeyValueIterator<String, byte[]> entries = views().all()) {
      while (entries.hasNext()) {
        KeyValue<String, byte[]> entry = entries.next();
        series.put(entry.key, entry.value);
      }
    }
    return series;
  }

  private ReadOnlyKeyValueStore<String, byte[]> views() {
    return streams
        .get()
        .store(
            StoreQueryParameters.fromNameAndType(viewStore, QueryableStoreTypes.keyValueStore()));
  }
}
