package dev.slostreams.control;

import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that controls evaluation, as this instance knows it: which definitions count which
 * seconds. Immutable; who follows the control topic swaps it as a whole.
 *
 * <p>The first set counts all time before it too. A set counts the seconds from its own up to the
 * next one's; tick {@code t} of the next one's second is the last that the former judges, because
 * it looks at the seconds before it.
 *
 * @param sets at least one, in the order of their first second, each second once
 * @param exclusions those that were ordered while running, with the ticks at which they apply
 * @param exceptions the freeze exceptions that were ordered while running
 */
public record Controls(
    List<DefinitionSet> sets, Exclusions exclusions, List<FreezeException> exceptions) {

  /** No set follows. */
  public static final long NEVER = Long.MAX_VALUE;

  public Controls {
    if (sets.isEmpty()) {
      throw new IllegalArgumentException("controls: need a set of definitions, but have none");
    }
    List<DefinitionSet> effective = new ArrayList<>();
    for (DefinitionSet set : sets) {
      effective.removeIf(before -> before.from() >= set.from());
      effective.add(set);
    }
    sets = List.copyOf(effective);
    exceptions = List.copyOf(exceptions);
  }

  /** Without anything that was ordered while running. */
  public Controls(List<DefinitionSet> sets) {
    this(sets, Exclusions.NONE, List.of());
  }

  /** Definitions that do not change. */
  public static Controls fixed(List<Source> sources, List<Slo> slos) {
    return new Controls(
        List.of(new DefinitionSet(new DefinitionsId(DefinitionsId.BEGINNING, ""), sources, slos)));
  }

  /** These, and a set that was made after them. */
  public Controls with(DefinitionSet set) {
    List<DefinitionSet> more = new ArrayList<>(sets);
    more.add(set);
    return new Controls(more, exclusions, exceptions);
  }

  /** These definitions, and other exclusions. */
  public Controls with(Exclusions others) {
    return new Controls(sets, others, exceptions);
  }

  /** Every exclusion that is known while this set is in force; of one name the set's own. */
  public Exclusions exclusionsOf(DefinitionSet set) {
    Exclusions all = exclusions;
    for (Exclusion declared : set.exclusions().all()) {
      all = all.with(declared);
    }
    return all;
  }

  /** Every freeze exception that is known while this set is in force; of one name the set's own. */
  public List<FreezeException> exceptionsOf(DefinitionSet set) {
    List<FreezeException> all = new ArrayList<>(set.exceptions());
    for (FreezeException ordered : exceptions) {
      if (all.stream().noneMatch(declared -> declared.name().equals(ordered.name()))) {
        all.add(ordered);
      }
    }
    return all;
  }

  /** The set that counts from the latest second on. */
  public DefinitionSet latest() {
    return sets.get(sets.size() - 1);
  }

  /** The set that counts this second. */
  public DefinitionSet inForceAt(long second) {
    DefinitionSet inForce = sets.get(0);
    for (DefinitionSet set : sets) {
      if (set.from() <= second) {
        inForce = set;
      }
    }
    return inForce;
  }

  /** The set of this name, if it is still known. */
  public Optional<DefinitionSet> find(DefinitionsId id) {
    return sets.stream().filter(set -> set.id().equals(id)).findFirst();
  }

  /** Whether this set was made after all that are known here. */
  public boolean isNews(DefinitionsId id) {
    return id.from() > latest().from();
  }

  /** The set that follows; for one that is no longer known, the one that counts its seconds now. */
  public Optional<DefinitionSet> after(DefinitionsId id) {
    if (find(id).isEmpty()) {
      return isNews(id) ? Optional.empty() : Optional.of(inForceAt(id.from()));
    }
    return sets.stream().filter(set -> set.from() > id.from()).findFirst();
  }

  /** The second at which {@link #after} begins to count, or {@link #NEVER}. */
  public long until(DefinitionsId id) {
    return after(id).map(DefinitionSet::from).orElse(NEVER);
  }
}
