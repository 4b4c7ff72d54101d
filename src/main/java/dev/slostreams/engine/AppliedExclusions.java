package dev.slostreams.engine;

import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which exclusions are known, and which of them the counters of a ledger have taken up.
 *
 * <p>Owned by one {@link Ledger}; not thread-safe. What is in force at a tick depends on what is
 * known alone; what was taken up is stored, so that after a restart only the difference is made up.
 */
final class AppliedExclusions {

  private final TreeMap<String, String> applied = new TreeMap<>(); // name to extent

  /* Those of them whose definition is known; after a restart one may have gone. */
  private final TreeMap<String, Exclusion> definitions = new TreeMap<>();
  private Exclusions known = Exclusions.NONE;

  /** Whether this tells what was taken up before a restart. */
  boolean know(Exclusions exclusions) {
    known = exclusions;
    return findDefinitions();
  }

  void restore(Map<String, String> stored) {
    applied.clear();
    applied.putAll(stored);
    definitions.clear();
    findDefinitions();
  }

  /** Name and extent of each that was taken up. */
  Map<String, String> applied() {
    return Map.copyOf(applied);
  }

  /** Those that were taken up, as far as their definitions are known. */
  List<Exclusion> inForce() {
    return List.copyOf(definitions.values());
  }

  /** The first tick after this one at which others are in force. */
  long nextChange(long tick) {
    return known.nextChange(tick);
  }

  /**
   * Takes up what is in force at this tick.
   *
   * @param undo told the name of each that is no longer, or not as it was
   * @param add told each that is new
   * @return whether there was any
   */
  boolean apply(long tick, Consumer<String> undo, Consumer<Exclusion> add) {
    List<Exclusion> inForce = known.inForceAt(tick);
    boolean changed = false;
    for (String name : List.copyOf(applied.keySet())) {
      if (inForce.stream().noneMatch(one -> one.name().equals(name) && isApplied(one))) {
        undo.accept(name);
        applied.remove(name);
        definitions.remove(name);
        changed = true;
      }
    }
    for (Exclusion exclusion : inForce) {
      if (!applied.containsKey(exclusion.name())) {
        add.accept(exclusion);
        applied.put(exclusion.name(), exclusion.extent());
        definitions.put(exclusion.name(), exclusion);
        changed = true;
      }
    }
    return changed;
  }

  private boolean findDefinitions() {
    boolean found = false;
    for (Exclusion exclusion : known.all()) {
      if (!definitions.containsKey(exclusion.name()) && isApplied(exclusion)) {
        definitions.put(exclusion.name(), exclusion);
        found = true;
      }
    }
    return found;
  }

  private boolean isApplied(Exclusion exclusion) {
    return exclusion.extent().equals(applied.get(exclusion.name()));
  }
}
