package dev.slostreams.store;

import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.store.Bytes.Reader;
import dev.slostreams.store.Bytes.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What a ledger partition remembers of its definitions, beside its series and in the same store:
 * which set is in force, tallies that wait for the next one, and series that ended with theirs.
 *
 * <pre>
 * key      := 'd'                   the set in force
 *           | 'w' number            a waiting tally; number is 8 bytes, big-endian, rising
 *           | 'e' name              how a series stood when it ended; name is UTF-8
 * in force := version set tick
 * waiting  := version set tally     the tally fills the rest
 * ended    := version tick json     the JSON fills the rest
 * set      := from hash
 * version  := 0x01                  a newer program reads every older version
 * </pre>
 *
 * Texts are length and UTF-8, numbers zigzag varints. Owned by one stream task; not thread-safe.
 */
public final class DefinitionsStore {

  private static final int VERSION = 1;
  private static final Bytes IN_FORCE = Bytes.wrap(new byte[] {'d'});
  private static final char WAITING = 'w';

  private final KeyValueStore<Bytes, byte[]> store;
  private long nextWaiting;

  /** A tally that was counted by a set which is not in force yet. */
  public record Waiting(long number, DefinitionsId by, byte[] tally) {}

  /**
   * How a series stood when its definition ended.
   *
   * @param name under which it is shown
   * @param tick at which it ended
   */
  public record Ended(String name, long tick, byte[] json) {}

  public DefinitionsStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    for (Waiting waiting : waiting()) {
      nextWaiting = waiting.number() + 1;
    }
  }

  /** The set in force; empty before the first. */
  public Optional<DefinitionsId> inForce() {
    return inForce(store);
  }

  static Optional<DefinitionsId> inForce(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    byte[] bytes = store.get(IN_FORCE);
    if (bytes == null) {
      return Optional.empty();
    }
    Reader in = new Reader(bytes);
    in.readVersion(VERSION, "definitions in force");
    return Optional.of(readId(in));
  }

  /** This set is in force as of this tick. */
  public void putInForce(DefinitionsId id, long tick) {
    store.put(IN_FORCE, start(id).writeLong(tick).toBytes());
  }

  /** Keeps a tally until its definitions are in force. */
  public void hold(DefinitionsId by, byte[] tally) {
    store.put(waitingKey(nextWaiting++), join(start(by).toBytes(), tally));
  }

  /** All tallies that wait, in the order in which they came. */
  public List<Waiting> waiting() {
    List<Waiting> all = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = range(WAITING)) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        all.add(readWaiting(entry.key.get(), entry.value));
      }
    }
    return all;
  }

  static boolean isWaiting(byte[] key) {
    return key[0] == WAITING;
  }

  static Waiting readWaiting(byte[] key, byte[] value) {
    Reader in = new Reader(value);
    in.readVersion(VERSION, "waiting tally");
    return new Waiting(ByteBuffer.wrap(key).getLong(1), readId(in), in.readRest());
  }

  /** The tally has been counted. */
  public void release(Waiting waiting) {
    store.delete(waitingKey(waiting.number()));
  }

  /** Keeps how a series stood when it ended. */
  public void putEnded(Ended ended) {
    Writer head = new Writer().writeByte(VERSION).writeLong(ended.tick());
    store.put(endedKey(ended.name()), join(head.toBytes(), ended.json()));
  }

  /** All series that ended and are still shown. */
  public List<Ended> ended() {
    List<Ended> all = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = range('e')) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        Reader in = new Reader(entry.value);
        in.readVersion(VERSION, "ended series");
        byte[] key = entry.key.get();
        String name = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
        all.add(new Ended(name, in.readLong(), in.readRest()));
      }
    }
    return all;
  }

  /** It is shown no longer. */
  public void forget(Ended ended) {
    store.delete(endedKey(ended.name()));
  }

  private KeyValueIterator<Bytes, byte[]> range(char kind) {
    return store.range(
        Bytes.wrap(new byte[] {(byte) kind}), Bytes.wrap(new byte[] {(byte) (kind + 1)}));
  }

  private static Writer start(DefinitionsId id) {
    return new Writer().writeByte(VERSION).writeLong(id.from()).writeText(id.hash());
  }

  private static DefinitionsId readId(Reader in) {
    return new DefinitionsId(in.readLong(), in.readText());
  }

  private static Bytes waitingKey(long number) {
    return Bytes.wrap(ByteBuffer.allocate(9).put((byte) WAITING).putLong(number).array());
  }

  private static Bytes endedKey(String name) {
    return Bytes.wrap(("e" + name).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[] head, byte[] rest) {
    return ByteBuffer.allocate(head.length + rest.length).put(head).put(rest).array();
  }
}
