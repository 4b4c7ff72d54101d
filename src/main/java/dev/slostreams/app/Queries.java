package dev.slostreams.app;

import dev.slostreams.http.PeerClient;
import dev.slostreams.http.Reach;
import dev.slostreams.query.Lags;
import dev.slostreams.query.LocalPartitions;
import dev.slostreams.query.Partitions;
import dev.slostreams.query.Placement;
import dev.slostreams.query.RunningStreams;
import dev.slostreams.query.SeriesQuery;
import dev.slostreams.sli.NearestName;
import dev.slostreams.slo.Slo;
import dev.slostreams.topology.LedgerPartitions;
import dev.slostreams.topology.Names;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What reads the ledger partitions of this instance and of all others. Thread-safe. */
final class Queries implements AutoCloseable {

  private final RunningStreams running;
  private final Lags lags;
  private final PeerClient peers;
  private final LocalPartitions local;
  private final Partitions partitions;
  private final Placement placement;
  private final SeriesQuery series;
  private final Reach reach;

  /**
   * What other instances know of this one.
   *
   * @param address {@code host:port}
   * @param token by which they know it, if there is one
   */
  record Self(String address, Optional<String> token) {}

  private Queries(AppConfig config, Engine engine, Supplier<List<Slo>> slos, Self self) {
    InstantSource clock = InstantSource.system();
    running =
        RunningStreams.of(
            () -> engine.streams().streams(),
            Names.VIEW_STORE,
            Names.talliesTopic(config.applicationId()));
    lags = new Lags(running, clock);
    peers = new PeerClient(self.address(), self::token, clock);
    local = new LocalPartitions(running, lags, self.address(), clock);
    partitions = new Partitions(running, local, peers);
    LedgerPartitions ledgers = new LedgerPartitions(config.tallyPartitions());
    placement = new Placement(ledgers.count(), ledgers::of);
    reach = new Reach(peers, running, self.address());
    series = new SeriesQuery(partitions, placement, slos, NearestName::of);
  }

  /**
   * Begins to look how far copies lag.
   *
   * @param slos every definition that is counted now
   */
  static Queries start(AppConfig config, Engine engine, Supplier<List<Slo>> slos, Self self) {
    Queries queries = new Queries(config, engine, slos, self);
    queries.lags.start();
    return queries;
  }

  RunningStreams running() {
    return running;
  }

  /** The copies in this instance alone. */
  LocalPartitions local() {
    return local;
  }

  /** The copies in all instances. */
  Partitions partitions() {
    return partitions;
  }

  /** Which ledger partition has which SLO. */
  Placement placement() {
    return placement;
  }

  SeriesQuery series() {
    return series;
  }

  /** Whether other instances reach this one; to be started when HTTP answers. */
  Reach reach() {
    return reach;
  }

  @Override
  public void close() {
    reach.close();
    lags.close();
    peers.close();
  }
}
