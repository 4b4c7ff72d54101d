package dev.slostreams.slo;

/**
 * A step of a budget policy.
 *
 * @param name {@code green}, {@code red}
 * @param consumed share of the budget from which on it holds, at least 0
 * @param action what it means for deployments
 */
public record Tier(String name, Fraction consumed, DeployAction action) {

  /** What a tier means for deployments. */
  public enum DeployAction {
    ALLOW,
    WARN,
    FREEZE;

    /** {@code allow}, {@code warn} or {@code freeze}. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
