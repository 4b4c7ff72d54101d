package dev.slostreams.slo;

import java.util.Comparator;

/**
 * Names one objective of one SLO: the unit that is counted, judged and budgeted.
 *
 * @param name the SLO's {@code metadata.name}
 * @param objective the objective's displayName, or its target as written; empty when the SLO has
 *     only one objective
 */
public record SloId(String name, String objective) implements Comparable<SloId> {

  private static final Comparator<SloId> ORDER =
      Comparator.comparing(SloId::name).thenComparing(SloId::objective);

  public SloId {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("SLO name: must not be empty");
    }
  }

  /** The id of an SLO with a single objective. */
  public static SloId of(String name) {
    return new SloId(name, "");
  }

  @Override
  public int compareTo(SloId other) {
    return ORDER.compare(this, other);
  }

  /** {@code name}, or {@code name/objective} when the SLO has several objectives. */
  @Override
  public String toString() {
    return objective.isEmpty() ? name : name + "/" + objective;
  }
}
