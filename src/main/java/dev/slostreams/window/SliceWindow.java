package dev.slostreams.window;

import java.math.BigInteger;

/**
 * The units of the slices of one window, the newest ending at or before the tick (semantics.md §4).
 *
 * <p>Owned by one {@link SlicedCounters}; not thread-safe.
 */
final class SliceWindow implements UnitCounts {

  private final Counts empty;
  private final long unit;
  private long length;
  private long first;
  private long end;
  private long firstWhole;

  /*
   * The window covers the slices [first, end). Slices with events are added and taken off one by
   * one, by what they are worth more than a slice without; the slices without cost nothing, as the
   * window counts all from firstWhole on as such. Bad and total may be below 0 for that reason.
   */
  private long bad;
  private long total;
  private long weight;

  /**
   * A window without slices.
   *
   * @param length in slices
   * @param empty units of a slice without events
   * @param unit what a slice counts as
   */
  SliceWindow(long length, Counts empty, long unit) {
    this.length = length;
    this.empty = empty;
    this.unit = unit;
  }

  /** Has another length from now on, in slices. */
  void setLength(long slices) {
    length = slices;
  }

  /** Begins anew with no slices; those from firstWhole on count. */
  void reset(long firstWholeSlice) {
    firstWhole = firstWholeSlice;
    bad = 0;
    total = 0;
    weight = 0;
  }

  /** Covers these slices, the end not included; those that leave have been taken off. */
  void moveTo(long firstSlice, long endSlice) {
    first = firstSlice;
    end = endSlice;
  }

  boolean covers(long slice) {
    return first <= slice && slice < end;
  }

  /** Adds what a slice with events is worth more than one without. */
  void add(long moreBad, long moreTotal, long moreWeight) {
    bad += moreBad;
    total += moreTotal;
    weight += moreWeight;
  }

  long first() {
    return first;
  }

  /** Whether it holds no event, and none of its slices is before the first whole one. */
  boolean isSteady() {
    return weight == 0 && first >= firstWhole;
  }

  /** Whether it holds an event. */
  boolean isUsed() {
    return weight != 0;
  }

  /** The weight of the events in it. */
  long weight() {
    return weight;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public boolean isEmpty() {
    return allTotal() == 0;
  }

  @Override
  public boolean isAllGood() {
    return allBad() == 0;
  }

  /** Whether the weight of the events in the window's slices, judged or not, is at least this. */
  @Override
  public boolean isAtLeast(long events) {
    return weight >= events;
  }

  @Override
  public long scale() {
    return unit;
  }

  @Override
  public BigInteger scaledWeight() {
    return BigInteger.valueOf(weight);
  }

  @Override
  public BigInteger scaledBad() {
    return BigInteger.valueOf(allBad());
  }

  @Override
  public BigInteger scaledTotal() {
    return BigInteger.valueOf(allTotal());
  }

  @Override
  public double approximateBad() {
    return allBad();
  }

  @Override
  public double approximateTotal() {
    return allTotal();
  }

  @Override
  public Counts wholeCounts() {
    return new Counts(allTotal() - allBad(), allTotal());
  }

  boolean holdsTheSameAs(SliceWindow other) {
    return toString().equals(other.toString());
  }

  @Override
  public String toString() {
    return wholeCounts() + " of weight " + weight + " in slices [" + first + ", " + end + ")";
  }

  private long allBad() {
    return bad + countedAsEmpty() * empty.bad();
  }

  private long allTotal() {
    return total + countedAsEmpty() * empty.total();
  }

  private long countedAsEmpty() {
    return Math.max(0, end - Math.max(first, firstWhole));
  }
}
