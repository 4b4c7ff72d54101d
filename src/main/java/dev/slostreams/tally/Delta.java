package dev.slostreams.tally;

import dev.slostreams.slo.SeriesKey;

/**
 * What one batch adds to one series in one second.
 *
 * @param second epoch second of the events
 * @param good units, at most total
 * @param total units, above 0
 * @param events how many events these are
 */
public record Delta(SeriesKey series, long second, long good, long total, long events) {}
