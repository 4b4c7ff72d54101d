package dev.slostreams.query;

import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.engine.History;
import dev.slostreams.engine.HistoryRange;
import dev.slostreams.engine.KeptPast;
import dev.slostreams.engine.Ledger.Preview;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.store.LedgerReader;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Asks the ledger partitions in this instance for the past of their series. Thread-safe. */
public final class HistoryQuery {

  private final IntFunction<Optional<LedgerReader>> ledgers;
  private final Supplier<Controls> controls;

  /** The past of one series, as it was read; what its ranges are measured by is in it. */
  public record Past(Slo slo, SeriesKey key, KeptPast kept) {

    /** The last tick that was evaluated. */
    public long tick() {
      return kept.tick();
    }

    /** Works out the points of a range. */
    public History history(HistoryRange range) {
      return History.of(slo, key, kept, range);
    }
  }

  /** The series of one ledger partition, by the definitions in force there. */
  public static final class Ledger {

    private final LedgerReader reader;
    private final Controls controls;
    private final DefinitionSet set;

    private Ledger(LedgerReader reader, Controls controls) {
      this.reader = reader;
      this.controls = controls;
      this.set = reader.inForce().flatMap(controls::find).orElse(controls.latest());
    }

    /** Whether an SLO of this name is defined. */
    public boolean knows(String slo) {
      return set.slos().stream().anyMatch(one -> one.id().name().equals(slo));
    }

    /** The series of the SLO of this name, of all its objectives, in the order of their keys. */
    public List<SeriesKey> series(String slo) {
      return reader.series(set.slos().stream().filter(one -> one.id().name().equals(slo)).toList());
    }

    /** The past of this series; empty when it is gone. */
    public Optional<Past> past(SeriesKey key) {
      return set.slos().stream()
          .filter(slo -> slo.id().equals(key.slo()))
          .findFirst()
          .flatMap(
              slo ->
                  reader
                      .past(slo, key, controls.exclusionsOf(set))
                      .map(kept -> new Past(slo, key, kept)));
    }

    /**
     * How the series that an exclusion names would stand if it were in force; empty before the
     * first tick.
     */
    public Optional<List<Preview>> preview(Exclusion exclusion) {
      List<Slo> named = set.slos().stream().filter(exclusion.scope()::names).toList();
      return reader
          .ledger(named, controls.exclusionsOf(set))
          .map(ledger -> ledger.preview(exclusion));
    }
  }

  /**
   * Reads these ledgers.
   *
   * @param ledgers the store of each ledger partition that is here
   * @param controls which definitions count
   */
  public HistoryQuery(IntFunction<Optional<LedgerReader>> ledgers, Supplier<Controls> controls) {
    this.ledgers = ledgers;
    this.controls = controls;
  }

  /** The series of this ledger partition; empty if it cannot be read here. */
  public Optional<Ledger> ledger(int partition) {
    return ledgers.apply(partition).map(reader -> new Ledger(reader, controls.get()));
  }
}
