package dev.slostreams.query;

import dev.slostreams.query.RunningStreams.Copy;
import dev.slostreams.wire.BudgetRecord;
import dev.slostreams.wire.LedgerRecord;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the copies of ledger partitions that are in this instance. Thread-safe.
 *
 * <p>A store that is just being restored, or in which series come and go while it is read, has
 * another number of series than its {@link LedgerRecord} says: it is read again, and then not at
 * all. What was read is kept until there is a newer record.
 */
public final class LocalPartitions {

  private static final int ATTEMPTS = 3;
  private static final long STANDS_MS = 10_000; // its record is written every second

  private final RunningStreams streams;
  private final Lags lags;
  private final String self;
  private final InstantSource clock;
  private final Map<Integer, Read> read = new ConcurrentHashMap<>();

  /** What a store held when it had this record. */
  private record Read(LedgerRecord ledger, SortedMap<String, String> series) {}

  /**
   * Reads what these streams hold.
   *
   * @param self {@code host:port} of this instance
   */
  public LocalPartitions(RunningStreams streams, Lags lags, String self, InstantSource clock) {
    this.streams = streams;
    this.lags = lags;
    this.self = self;
    this.clock = clock;
  }

  /** {@code host:port} of this instance. */
  public String self() {
    return self;
  }

  /** The copy in this instance, if it has one, knows how far that lags, and can read all of it. */
  public Optional<PartitionCopy> read(int partition) {
    return streams.copy(partition).flatMap(copy -> read(partition, copy));
  }

  private Optional<PartitionCopy> read(int partition, Copy copy) {
    OptionalLong lag = copy.isRunning() ? OptionalLong.of(0) : lags.of(partition);
    if (lag.isEmpty()) {
      return Optional.empty();
    }
    return content(partition, copy.views())
        .map(found -> copyOf(partition, copy, lag.getAsLong(), found));
  }

  private PartitionCopy copyOf(int partition, Copy copy, long lag, Read found) {
    LedgerRecord ledger = found.ledger();
    boolean stands = clock.millis() - ledger.writtenMs() > STANDS_MS;
    Served served =
        new Served(
            partition,
            self,
            copy.role(),
            !copy.isRunning() || stands,
            lag,
            ledger.at(),
            ledger.dataState(),
            ledger.missing());
    return new PartitionCopy(served, ledger.writtenMs(), found.series());
  }

  private Optional<Read> content(int partition, ReadOnlyKeyValueStore<String, byte[]> views) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        byte[] record = views.get(LedgerRecord.KEY);
        if (record == null) {
          return Optional.empty();
        }
        LedgerRecord ledger = LedgerRecord.read(record);
        Read before = read.get(partition);
        if (before != null && before.ledger().equals(ledger)) {
          return Optional.of(before);
        }
        Read now = new Read(ledger, series(views, ledger.at()));
        if (now.series().size() == ledger.series()
            && Arrays.equals(views.get(LedgerRecord.KEY), record)) {
          read.put(partition, now);
          return Optional.of(now);
        }
      }
      return Optional.empty();
    } catch (InvalidStateStoreException e) {
      return Optional.empty(); // it has moved just now
    }
  }

  private static SortedMap<String, String> series(
      ReadOnlyKeyValueStore<String, byte[]> views, long at) {
    SortedMap<String, String> series = new TreeMap<>();
    try (KeyValueIterator<String, byte[]> all = views.all()) {
      all.forEachRemaining(
          entry -> {
            String json = new String(entry.value, StandardCharsets.UTF_8);
            series.put(entry.key, at == LedgerRecord.NO_TICK ? json : BudgetRecord.asOf(json, at));
          });
    }
    series.remove(LedgerRecord.KEY);
    return series;
  }
}
