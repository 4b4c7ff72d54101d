package dev.slostreams.slo;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All exclusions that are known, with the ticks at which each is in force.
 *
 * @param all in the order of their names, which are unique
 */
public record Exclusions(List<Exclusion> all) {

  public static final Exclusions NONE = new Exclusions(List.of());

  public Exclusions {
    all = all.stream().sorted(Comparator.comparing(Exclusion::name)).toList();
    Set<String> names = new HashSet<>();
    for (Exclusion exclusion : all) {
      if (!names.add(exclusion.name())) {
        throw new IllegalArgumentException(
            "exclusion '" + exclusion.name() + "': name must be unique, but stands twice");
      }
    }
  }

  /** Those that apply at this tick. */
  public List<Exclusion> inForceAt(long tick) {
    return all.stream().filter(exclusion -> exclusion.inForce().at(tick)).toList();
  }

  /** Those that name this SLO. */
  public List<Exclusion> of(Slo slo) {
    return all.stream().filter(exclusion -> exclusion.scope().names(slo)).toList();
  }

  /** The first tick after this one at which others are in force, or {@code Long.MAX_VALUE}. */
  public long nextChange(long tick) {
    long next = Long.MAX_VALUE;
    for (Exclusion exclusion : all) {
      next = exclusion.inForce().from() > tick ? Math.min(next, exclusion.inForce().from()) : next;
      next = exclusion.inForce().to() > tick ? Math.min(next, exclusion.inForce().to()) : next;
    }
    return next;
  }

  /** These and another one, in place of one of the same name. */
  public Exclusions with(Exclusion exclusion) {
    List<Exclusion> others =
        new java.util.ArrayList<>(
            all.stream().filter(other -> !other.name().equals(exclusion.name())).toList());
    others.add(exclusion);
    return new Exclusions(others);
  }
}
