package dev.slostreams.topology;

import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.engine.Ledger;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.store.DefinitionsStore;
import dev.slostreams.store.DefinitionsStore.Waiting;
import dev.slostreams.store.LedgerStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Which definitions are in force in one ledger partition, and what waits for the next ones.
 *
 * <p>Tallies say which definitions counted them, so nothing that one set counted is ever added to a
 * series of another. Owned by one {@link EvaluateProcessor}; not thread-safe.
 */
final class LedgerDefinitions {

  private final Supplier<Controls> controls;
  private final DefinitionsStore store;
  private DefinitionSet inForce;
  private boolean remembered;

  /** How what a set of definitions counted stands to the set in force. */
  enum Standing {
    IN_FORCE,
    /** It waits until its definitions are in force. */
    AHEAD,
    /** It counts where its SLO still counts the same. */
    PAST
  }

  /**
   * Goes on with what was in force, or begins.
   *
   * @param tick of the stored ledger, or {@link Ledger#NO_TICK}
   * @throws TimeoutException when the set in force is newer than all that are known here: another
   *     instance has read further; a restart of the thread looks again
   */
  LedgerDefinitions(Supplier<Controls> controls, DefinitionsStore store, long tick) {
    this.controls = controls;
    this.store = store;
    Controls known = controls.get();
    Optional<DefinitionsId> stored = store.inForce();
    if (stored.isPresent() && known.isNews(stored.get())) {
      throw new TimeoutException(
          "definitions "
              + stored.get()
              + ": must be known, but slo-controls has not been read so far");
    }
    remembered = stored.isPresent();
    inForce =
        stored
            .flatMap(known::find)
            .orElseGet(() -> tick == Ledger.NO_TICK ? known.sets().get(0) : known.inForceAt(tick));
  }

  DefinitionSet inForce() {
    return inForce;
  }

  /** The second from which the next set counts, or {@link Controls#NEVER}. */
  long until() {
    return controls.get().until(inForce.id());
  }

  /** The set that must come in force now that this tick has been evaluated. */
  Optional<DefinitionSet> due(long tick) {
    return controls.get().after(inForce.id()).filter(next -> next.from() <= tick);
  }

  void putInForce(DefinitionSet next, long tick) {
    inForce = next;
    store.putInForce(next.id(), tick);
    remembered = true;
  }

  /** Stores which set is in force, if that is not stored yet. */
  void remember(long tick) {
    if (!remembered) {
      putInForce(inForce, tick);
    }
  }

  Standing standing(DefinitionsId by) {
    if (by.equals(inForce.id())) {
      return Standing.IN_FORCE;
    }
    return by.from() > inForce.from() ? Standing.AHEAD : Standing.PAST;
  }

  /** Whether the set in force still counts the SLO as the earlier set did. */
  boolean continues(DefinitionsId earlier, SloId slo) {
    Optional<Slo> before = controls.get().find(earlier).flatMap(set -> named(set, slo));
    Optional<Slo> now = named(inForce, slo);
    return before.isPresent()
        && now.isPresent()
        && LedgerStore.countTheSame(before.get(), now.get());
  }

  void hold(DefinitionsId by, byte[] tally) {
    store.hold(by, tally);
  }

  /** The tallies that need wait no longer, in the order in which they came. */
  List<Waiting> release() {
    List<Waiting> released = new ArrayList<>();
    for (Waiting waiting : store.waiting()) {
      if (standing(waiting.by()) != Standing.AHEAD) {
        store.release(waiting);
        released.add(waiting);
      }
    }
    return released;
  }

  private static Optional<Slo> named(DefinitionSet set, SloId id) {
    return set.slos().stream().filter(slo -> slo.id().equals(id)).findFirst();
  }
}
