package dev.slostreams.window;

import dev.slostreams.slo.TimeWindow;

/**
 * What the counters of a series need to know about exclusions.
 *
 * @param coverage what is excluded at the present tick
 * @param timeWindow over which excluded counts are shown
 */
public record Excluding(Coverage coverage, TimeWindow timeWindow) {}
