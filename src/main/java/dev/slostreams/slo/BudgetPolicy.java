package dev.slostreams.slo;

import dev.slostreams.slo.Tier.DeployAction;
import java.util.List;

/**
 * What is done as the error budget is spent (semantics.md §7).
 *
 * @param name its {@code metadata.name}; empty for the default policy of an SLO that names none,
 *     whose tiers are shown but whose changes of tier are not emitted
 * @param tiers from the mildest, which begins at 0, to the strictest; their shares rise
 * @param exclusionLimits how much may be excluded
 */
public record BudgetPolicy(String name, List<Tier> tiers, ExclusionLimits exclusionLimits) {

  /** Green from 0, yellow from 0.5, orange from 0.75, red from 0.95. */
  public static final List<Tier> DEFAULT_TIERS =
      List.of(
          new Tier("green", Fraction.of("0"), DeployAction.ALLOW),
          new Tier("yellow", Fraction.of("0.5"), DeployAction.WARN),
          new Tier("orange", Fraction.of("0.75"), DeployAction.FREEZE),
          new Tier("red", Fraction.of("0.95"), DeployAction.FREEZE));

  /** The policy of an SLO that names none. */
  public static final BudgetPolicy UNNAMED = new BudgetPolicy("", DEFAULT_TIERS);

  public BudgetPolicy {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException("budget policy '" + name + "': needs a tier");
    }
  }

  /** Without limits to what may be excluded. */
  public BudgetPolicy(String name, List<Tier> tiers) {
    this(name, tiers, ExclusionLimits.NONE);
  }

  /** Whether changes of tier are emitted. */
  public boolean isNamed() {
    return !name.isEmpty();
  }
}
