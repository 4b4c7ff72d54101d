package dev.slostreams.testing;

import dev.slostreams.query.RunningStreams;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Running streams without Kafka, in whatever state a test puts them. */
public final class FakeStreams implements RunningStreams {

  private final Map<String, byte[]> views = new HashMap<>();
  private volatile KafkaStreams.State state = KafkaStreams.State.RUNNING;
  private volatile int liveThreads = 2;
  private volatile boolean open = true;

  public FakeStreams put(String seriesId, String json) {
    return put(seriesId, json.getBytes(StandardCharsets.UTF_8));
  }

  public FakeStreams put(String seriesId, byte[] json) {
    views.put(seriesId, json);
    return this;
  }

  public FakeStreams in(KafkaStreams.State newState) {
    state = newState;
    return this;
  }

  public FakeStreams withLiveThreads(int threads) {
    liveThreads = threads;
    return this;
  }

  public FakeStreams withClosedStore() {
    open = false;
    return this;
  }

  @Override
  public KafkaStreams.State state() {
    return state;
  }

  @Override
  public int liveThreads() {
    return liveThreads;
  }

  @Override
  public long seriesCount() {
    return series().size();
  }

  @Override
  public Map<String, byte[]> series() {
    if (!open) {
      throw new InvalidStateStoreException("store is closed");
    }
    return views;
  }
}
