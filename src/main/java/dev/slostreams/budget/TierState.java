package dev.slostreams.budget;

import dev.slostreams.slo.Tier.DeployAction;

/**
 * In which tier of its budget policy a series is.
 *
 * @param tier its name; empty where it is not known yet
 * @param milderSince the first tick of the unbroken run at which less is consumed than the tier
 *     stands for, or {@link #NEVER}
 * @param action what deployments may do, an exception considered
 */
public record TierState(String tier, long milderSince, DeployAction action) {

  /** No tick: later than any. */
  public static final long NEVER = Long.MAX_VALUE;

  /** How long less must have been consumed before a tier gives way to a milder one. */
  public static final long MILDER_AFTER_SECONDS = 3_600; // 1 h

  /** Of a series that was stored before there were tiers. */
  public static final TierState UNKNOWN = new TierState("", NEVER, DeployAction.ALLOW);

  /** Whether somebody who knows this state need not be told of the other. */
  public boolean tellsTheSame(TierState other) {
    return tier.equals(other.tier) && action == other.action;
  }
}
