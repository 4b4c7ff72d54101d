package dev.slostreams.topology;

/**
 * The lengths of time of semantics.md §1, in milliseconds.
 *
 * @param disorderMs how much later events may come in order to be in time
 * @param idleAfterMs silence after which a partition read to its end counts as idle
 * @param maxHoldMs how long evaluation waits for a partition that says nothing
 * @param maxAheadMs how far an event may be ahead of the wall clock
 */
public record Timing(long disorderMs, long idleAfterMs, long maxHoldMs, long maxAheadMs) {

  public static final Timing DEFAULT = new Timing(1_000, 5_000, 60_000, 300_000);
}
