/**
 * Counts per second of one series, and the sums over its windows (semantics.md §2).
 *
 * <p>Intervals are {@code [from, to)}, parameters in that order; seconds and ticks are epoch
 * seconds. Entry types: {@link dev.slostreams.window.SeriesCounters}, {@link
 * dev.slostreams.window.WindowCounts}. Uses {@code slo} and the JDK.
 */
package dev.slostreams.window;
