package dev.slostreams.window;

import java.math.BigInteger;

/**
 * The counts of one window of a series at the current tick, in the units the series is budgeted in:
 * events, or time slices (semantics.md §4).
 *
 * <p>A window's length, and the age that is compared with it, are seconds or slices alike.
 */
public interface UnitCounts {

  /** The window's length in the series' unit of length: seconds, or slices. */
  long length();

  /** Whether the window holds nothing at all. */
  boolean isEmpty();

  /** Whether the window holds nothing bad. */
  boolean isAllGood();

  /** Whether the weight of the window's events is at least this. */
  boolean isAtLeast(long events);

  /** What {@link #scaledTrials()} is to be divided by to have trials. */
  long scale();

  /** How often good or bad was drawn, times {@link #scale()}: units, where they are counted. */
  default BigInteger scaledTrials() {
    return scaledTotal();
  }

  /** Bad units times a scale that is the window's own, as a whole number. */
  BigInteger scaledBad();

  /** All units, times the scale of {@link #scaledBad()}. */
  BigInteger scaledTotal();

  /** The nearest double to {@link #scaledBad()}, within three roundings. */
  double approximateBad();

  /** The nearest double to {@link #scaledTotal()}, within three roundings. */
  double approximateTotal();

  /** The weight of the window's events, times the scale of {@link #scaledBad()}. */
  default BigInteger scaledWeight() {
    return scaledTotal();
  }

  /** The window's units, those of its oldest bucket whole. */
  Counts wholeCounts();
}
