package dev.slostreams.gate;

import dev.slostreams.slo.Tier.DeployAction;
import java.util.List;
import java.util.Locale;

/**
 * What the gate looks at in one series.
 *
 * @param id the series id
 */
public record GateSeries(String id, Seen seen, Budget budget, List<Alert> alerts) {

  public GateSeries {
    alerts = List.copyOf(alerts);
  }

  /** How well a series can be seen. */
  public enum Sight {
    OK,
    /** The source is silent and read to its end. */
    IDLE,
    /** Evaluation is behind. */
    LAGGING,
    /** A source partition is missing. */
    INCOMPLETE;

    /** {@code ok}, {@code idle}, {@code lagging} or {@code incomplete}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How, and as of when.
   *
   * @param stale whether it was read from a copy that is behind
   * @param at the tick
   * @param hasEvents whether there is an event in the time window
   */
  public record Seen(Sight sight, boolean stale, long at, boolean hasEvents) {}

  /**
   * What is left, and what that means.
   *
   * @param remaining share; below 0 when overspent
   * @param action the tier's, or allow while an exception is in force
   * @param exception for people: the exception in force; empty without one
   */
  public record Budget(double remaining, String tier, DeployAction action, String exception) {}

  /**
   * An alert that is pending or firing.
   *
   * @param firing else it is pending
   * @param since the tick since which it is
   */
  public record Alert(String name, String severity, boolean firing, long since) {}
}
