package dev.slostreams.store;

import dev.slostreams.engine.KeptPast;
import dev.slostreams.engine.KeptPast.KeptPage;
import dev.slostreams.engine.KeptPast.KeptSeries;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.SeriesEngine;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Indicator.Composite;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.store.StoreFormat.StoredClock;
import dev.slostreams.store.StoreFormat.StoredHead;
import dev.slostreams.watermark.Watermarks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Reads the store of one ledger partition while its owner writes it. Any thread may.
 *
 * <p>The clock is read first, and its owner writes it last: everything up to its tick is in what is
 * read after it. What has come since is not told apart where it is late.
 */
public final class LedgerReader {

  private static final int ATTEMPTS = 3;

  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

  public LedgerReader(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The set of definitions in force; empty before the first. */
  public Optional<DefinitionsId> inForce() {
    return DefinitionsStore.inForce(store);
  }

  /**
   * What is kept of this series; empty where nothing of this definition is.
   *
   * @param known the exclusions that are known now
   */
  public Optional<KeptPast> past(Slo slo, SeriesKey key, Exclusions known) {
    Optional<StoredClock> clock = clock();
    for (int attempt = 1; clock.isPresent(); attempt++) {
      List<KeptSeries> series = series(slo, key);
      Optional<StoredClock> after = clock();
      if (after.map(StoredClock::applied).equals(clock.map(StoredClock::applied))
          || attempt == ATTEMPTS) {
        KeptPast past = new KeptPast(clock.get().tick(), taken(known, clock.get()), series);
        return past.of(slo.id()).isPresent() ? Optional.of(past) : Optional.empty();
      }
      clock = after; // counters were moved aside, or put back, meanwhile
    }
    return Optional.empty();
  }

  /**
   * A ledger of these SLOs as it is stored; empty before the first tick.
   *
   * @param slos a composite brings its objectives
   * @param known the exclusions that are known now
   */
  public Optional<Ledger> ledger(Collection<Slo> slos, Exclusions known) {
    Optional<StoredClock> clock = clock();
    for (int attempt = 1; clock.isPresent(); attempt++) {
      KeyValueStore<Bytes, byte[]> copy = Stores.inMemoryKeyValueStore("copy").get();
      copy.put(Bytes.wrap(StoreFormat.CLOCK_KEY), StoreFormat.clock(clock.get()));
      copySeries(slos, copy);
      Optional<StoredClock> after = clock();
      if (after.map(StoredClock::applied).equals(clock.map(StoredClock::applied))
          || attempt == ATTEMPTS) {
        Ledger ledger = new Ledger(slos, Integer.MAX_VALUE);
        ledger.exclusions(known);
        Watermarks none = new Watermarks(List.of(), 0, 0);
        new LedgerStore(copy).load(ledger, none, slos);
        return Optional.of(ledger);
      }
      clock = after; // counters were moved aside, or put back, meanwhile
    }
    return Optional.empty();
  }

  private void copySeries(Collection<Slo> slos, KeyValueStore<Bytes, byte[]> copy) {
    Set<SloId> wanted = new HashSet<>();
    slos.forEach(
        slo -> {
          wanted.add(slo.id());
          if (slo.indicator() instanceof Composite composite) {
            composite.components().forEach(component -> wanted.add(component.slo().id()));
          }
        });
    forEachHead(
        (number, head) -> {
          if (wanted.contains(head.series().slo())) {
            copy.put(Bytes.wrap(StoreFormat.headKey(number)), StoreFormat.head(head));
            forEach(
                firstPage(number),
                firstPage(number + 1),
                (key, bytes) -> copy.put(Bytes.wrap(key), bytes));
          }
        });
  }

  /** The series of these SLOs of which something is kept. */
  public List<SeriesKey> series(Collection<Slo> slos) {
    Map<SloId, Integer> wanted = new HashMap<>();
    slos.forEach(slo -> wanted.put(slo.id(), StoreFormat.fingerprint(slo)));
    List<SeriesKey> keys = new ArrayList<>();
    forEachHead(
        (number, head) -> {
          Integer fingerprint = wanted.get(head.series().slo());
          boolean born = head.head().birth() != SeriesEngine.UNBORN;
          if (fingerprint != null && fingerprint == head.fingerprint() && born) {
            keys.add(head.series());
          }
        });
    keys.sort(Comparator.naturalOrder());
    return keys;
  }

  private Optional<StoredClock> clock() {
    return Optional.ofNullable(store.get(Bytes.wrap(StoreFormat.CLOCK_KEY)))
        .map(StoreFormat::readClock);
  }

  private static List<Exclusion> taken(Exclusions known, StoredClock clock) {
    return known.all().stream()
        .filter(one -> one.extent().equals(clock.applied().get(one.name())))
        .toList();
  }

  private List<KeptSeries> series(Slo slo, SeriesKey key) {
    Map<SeriesKey, Integer> wanted = new HashMap<>();
    wanted.put(key, StoreFormat.fingerprint(slo));
    if (slo.indicator() instanceof Composite composite) {
      for (Component component : composite.components()) {
        Slo part = component.slo();
        wanted.put(new SeriesKey(part.id(), key.labels()), StoreFormat.fingerprint(part));
      }
    }
    List<KeptSeries> series = new ArrayList<>();
    forEachHead(
        (number, head) -> {
          Integer fingerprint = wanted.get(head.series());
          if (fingerprint != null && fingerprint == head.fingerprint()) {
            List<KeptPage> pages = pages(number);
            series.add(new KeptSeries(head.series(), head.head(), pages));
          }
        });
    return series;
  }

  private void forEachHead(BiConsumer<Integer, StoredHead> action) {
    forEach(
        new byte[] {'h'},
        new byte[] {'h' + 1},
        (key, bytes) -> action.accept(StoreFormat.number(key), StoreFormat.readHead(bytes)));
  }

  /** The pages of what counts. */
  private List<KeptPage> pages(int number) {
    List<KeptPage> pages = new ArrayList<>();
    forEach(
        firstPage(number),
        firstPage(number + 1),
        (key, bytes) -> {
          if (StoreFormat.pageCover(key).equals(Cover.NONE)) {
            pages.add(new KeptPage(StoreFormat.pageStep(key), StoreFormat.pageNumber(key), bytes));
          }
        });
    return pages;
  }

  private static byte[] firstPage(int number) {
    return ByteBuffer.allocate(5).put((byte) 'p').putInt(number).array();
  }

  private void forEach(byte[] from, byte[] to, BiConsumer<byte[], byte[]> action) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(Bytes.wrap(from), Bytes.wrap(to))) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (entry.value != null) { // deleted meanwhile
          action.accept(entry.key.get(), entry.value);
        }
      }
    }
  }
}
