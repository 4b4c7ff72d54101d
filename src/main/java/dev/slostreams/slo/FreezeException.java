package dev.slostreams.slo;

import dev.slostreams.slo.Exclusion.Scope;

/**
 * A recorded override of what the tiers of some SLOs mean for deployments: while it is in force
 * their action is {@code allow}. It ends by itself.
 *
 * @param name unique among the exceptions
 * @param scope which SLOs
 * @param from the first tick at which it is in force
 * @param until the first tick at which it is no longer, after from
 * @param approvedBy who answers for it, not empty
 * @param reason why, not empty
 */
public record FreezeException(
    String name, Scope scope, long from, long until, String approvedBy, String reason) {

  public FreezeException {
    if (from >= until) {
      throw new IllegalArgumentException(
          "freeze exception '" + name + "': until must be after from, but was not");
    }
    if (approvedBy.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException(
          "freeze exception '" + name + "': must say who approved it and why");
    }
  }

  public boolean isInForceAt(long tick) {
    return tick >= from && tick < until;
  }
}
