package dev.slostreams.testing;

import dev.slostreams.query.Lags;
import dev.slostreams.query.LocalPartitions;
import dev.slostreams.query.Partitions;
import dev.slostreams.query.Peers;
import dev.slostreams.query.Placement;
import dev.slostreams.query.RunningStreams;
import dev.slostreams.query.SeriesQuery;
import dev.slostreams.query.Served.Role;
import dev.slostreams.slo.Slo;
import dev.slostreams.wire.DataState;
import dev.slostreams.wire.LedgerRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** Running streams without Kafka, in whatever state a test puts them; one ledger partition is 0. */
public final class FakeStreams implements RunningStreams {

  /** The instance, as it is called in answers. */
  public static final String SELF = "127.0.0.1:1";

  private static final long WRITTEN_MS = 1_767_225_600_000L;

  private final Map<Integer, FakeViews> views = new TreeMap<>(Map.of(0, new FakeViews()));
  private final Map<Integer, Copy> copies = new HashMap<>();
  private final Map<Integer, Holders> holders = new HashMap<>();
  private final Map<Integer, Long> lags = new HashMap<>();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile KafkaStreams.State state = KafkaStreams.State.RUNNING;
  private volatile int joinedThreads = 2;

  public FakeStreams() {
    evaluates(0);
    stamp(0, LedgerRecord.NO_TICK, 0);
  }

  public FakeStreams put(String seriesId, String json) {
    return put(seriesId, json.getBytes(StandardCharsets.UTF_8));
  }

  public FakeStreams put(String seriesId, byte[] json) {
    return put(0, seriesId, json);
  }

  public FakeStreams put(int partition, String seriesId, byte[] json) {
    FakeViews of = views.computeIfAbsent(partition, p -> new FakeViews());
    of.put(seriesId, json);
    return stamp(partition, LedgerRecord.NO_TICK, of.series());
  }

  /** Says how far a partition is, and how many series it has. */
  public FakeStreams stamp(int partition, long at, int series) {
    FakeViews of = views.computeIfAbsent(partition, p -> new FakeViews());
    of.put(
        LedgerRecord.KEY,
        new LedgerRecord(at, DataState.OK, List.of(), series, WRITTEN_MS + of.changes()).value());
    return this;
  }

  /** From now on this instance evaluates the partition. */
  public FakeStreams evaluates(int partition) {
    return has(partition, Role.ACTIVE, true);
  }

  /** From now on this instance has a copy of the partition. */
  public FakeStreams has(int partition, Role role, boolean running) {
    copies.put(
        partition, new Copy(role, running, views.computeIfAbsent(partition, p -> new FakeViews())));
    return this;
  }

  /** From now on this instance has nothing of the partition. */
  public FakeStreams hasNot(int partition) {
    copies.remove(partition);
    return this;
  }

  /** What the metadata say of a partition. */
  public FakeStreams held(int partition, String active, String... standbys) {
    holders.put(partition, new Holders(Optional.ofNullable(active), List.of(standbys)));
    return this;
  }

  public FakeStreams lags(int partition, long records) {
    lags.put(partition, records);
    return this;
  }

  public FakeStreams in(KafkaStreams.State newState) {
    state = newState;
    return this;
  }

  public FakeStreams withJoinedThreads(int threads) {
    joinedThreads = threads;
    return this;
  }

  public FakeStreams withClosedStore() {
    views.values().forEach(FakeViews::close);
    return this;
  }

  /** How often the brokers were asked for lags. */
  public int looks() {
    return looks.get();
  }

  /** What asks these streams and nobody else. */
  public SeriesQuery query(
      List<Slo> slos, BiFunction<String, Collection<String>, Optional<String>> nearest) {
    return query(() -> slos, nearest);
  }

  public SeriesQuery query(
      Supplier<List<Slo>> slos, BiFunction<String, Collection<String>, Optional<String>> nearest) {
    Placement all = new Placement(1, slo -> 0);
    return new SeriesQuery(new Partitions(this, local(), Peers.NONE), all, slos, nearest);
  }

  /** What reads the copies of these streams. */
  public LocalPartitions local() {
    return local(SELF);
  }

  /** What reads the copies of these streams, on an instance of this address. */
  public LocalPartitions local(String self) {
    Instant now = Instant.ofEpochMilli(WRITTEN_MS);
    Lags known = new Lags(this, () -> now);
    known.look();
    return new LocalPartitions(this, known, self, () -> now);
  }

  @Override
  public KafkaStreams.State state() {
    return state;
  }

  @Override
  public int joinedThreads() {
    return joinedThreads;
  }

  @Override
  public Set<Integer> assigned() {
    return copies.keySet();
  }

  @Override
  public Optional<Copy> copy(int partition) {
    return state.isRunningOrRebalancing()
        ? Optional.ofNullable(copies.get(partition))
        : Optional.empty();
  }

  @Override
  public Map<Integer, Holders> holders() {
    return Map.copyOf(holders);
  }

  @Override
  public Map<Integer, Long> lags() {
    looks.incrementAndGet();
    return Map.copyOf(lags);
  }
}
