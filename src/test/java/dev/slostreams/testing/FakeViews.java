package dev.slostreams.testing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** A store in memory that a test fills and closes. Thread-safe. */
final class FakeViews implements ReadOnlyKeyValueStore<String, byte[]> {

  private final Map<String, byte[]> views = new TreeMap<>();
  private int changes;
  private boolean open = true;

  synchronized void put(String key, byte[] value) {
    views.put(key, value);
    changes++;
  }

  synchronized void close() {
    open = false;
  }

  synchronized int changes() {
    return changes;
  }

  synchronized int series() {
    return (int) views.keySet().stream().filter(key -> !key.startsWith("#")).count();
  }

  @Override
  public synchronized byte[] get(String key) {
    requireOpen();
    return views.get(key);
  }

  @Override
  public KeyValueIterator<String, byte[]> range(String from, String to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized KeyValueIterator<String, byte[]> all() {
    requireOpen();
    List<KeyValue<String, byte[]>> all = new ArrayList<>();
    views.forEach((key, value) -> all.add(KeyValue.pair(key, value)));
    Iterator<KeyValue<String, byte[]>> entries = all.iterator();
    return new KeyValueIterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public KeyValue<String, byte[]> next() {
        return entries.next();
      }

      @Override
      public String peekNextKey() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized long approximateNumEntries() {
    return views.size();
  }

  private void requireOpen() {
    if (!open) {
      throw new InvalidStateStoreException("store is closed");
    }
  }
}
