package dev.slostreams.simulation;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store in memory with a changelog, and without a cache. */
final class LoggedStore<K extends Comparable<K>> implements KeyValueStore<K, byte[]> {

  private final String name;
  private final Log changelog;
  private final Form<K> form;
  private final SimulatedInstance owner;
  private final TreeMap<K, byte[]> entries = new TreeMap<>();
  private long restoreTo;
  private long restoredTo;

  /** How keys stand in the changelog. */
  record Form<K>(Function<K, byte[]> toBytes, Function<byte[], K> ofBytes) {}

  /** Empty, to be restored up to where the changelog ends now, be it committed or not. */
  LoggedStore(String name, Log changelog, Form<K> form, SimulatedInstance owner) {
    this.name = name;
    this.changelog = changelog;
    this.form = form;
    this.owner = owner;
    this.restoreTo = changelog.end();
  }

  /** What was a copy is now to be written: to be restored up to where the changelog ends now. */
  void takeOver() {
    restoreTo = changelog.end();
  }

  /** Reads on in the changelog; true when all is there. */
  boolean restore(int most) {
    Log.Slice slice = changelog.read(restoredTo, most);
    slice
        .records()
        .forEach(
            record -> {
              if (record.value() == null) {
                entries.remove(form.ofBytes.apply(record.key()));
              } else {
                entries.put(form.ofBytes.apply(record.key()), record.value());
              }
            });
    restoredTo = slice.next();
    return restoredTo >= restoreTo;
  }

  Map<K, byte[]> entries() {
    return entries;
  }

  @Override
  public void put(K key, byte[] value) {
    owner.write(changelog, form.toBytes.apply(key), value, new RecordHeaders());
    if (value == null) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }

  @Override
  public byte[] putIfAbsent(K key, byte[] value) {
    byte[] before = entries.get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<K, byte[]>> all) {
    all.forEach(one -> put(one.key, one.value));
  }

  @Override
  public byte[] delete(K key) {
    byte[] before = entries.get(key);
    put(key, null);
    return before;
  }

  @Override
  public byte[] get(K key) {
    return entries.get(key);
  }

  @Override
  public KeyValueIterator<K, byte[]> range(K from, K to) {
    return new Entries<>(new TreeMap<>(entries.subMap(from, true, to, true)).entrySet().iterator());
  }

  @Override
  public KeyValueIterator<K, byte[]> all() {
    return new Entries<>(new TreeMap<>(entries).entrySet().iterator());
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    entries.clear();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  private record Entries<K>(Iterator<Map.Entry<K, byte[]>> entries)
      implements KeyValueIterator<K, byte[]> {

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public KeyValue<K, byte[]> next() {
      Map.Entry<K, byte[]> next = entries.next();
      return KeyValue.pair(next.getKey(), next.getValue());
    }

    @Override
    public K peekNextKey() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
