package dev.slostreams.alert;

import dev.slostreams.slo.LookbackWindow;

/**
 * The burn rate over one lookback window at a tick, for showing.
 *
 * @param rate nearest double; decisions are not made from it
 */
public record BurnSample(LookbackWindow window, double rate) {}
