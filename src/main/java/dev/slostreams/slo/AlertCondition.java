package dev.slostreams.slo;

/**
 * {@code burn(window) op threshold} (semantics.md §6).
 *
 * @param op how the burn rate is compared
 * @param threshold the burn rate it is compared with, exact
 * @param window the lookback window of the burn rate
 */
public record AlertCondition(Op op, Fraction threshold, LookbackWindow window) {}
