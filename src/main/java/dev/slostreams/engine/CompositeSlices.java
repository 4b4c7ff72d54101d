package dev.slostreams.engine;

import dev.slostreams.window.Counts;
import dev.slostreams.window.UnitCounts;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/**
 * One window of a composite in time slices: the units of its slices.
 *
 * <p>Owned by one {@link SliceComposite}; not thread-safe.
 */
final class CompositeSlices implements UnitCounts {

  private final List<SeriesEngine> members;
  private final Function<SeriesEngine, UnitCounts> window;
  private final long length;
  private final long unit;
  private long bad;
  private long total;

  /**
   * A window without slices.
   *
   * @param members the composite's, as they are at any time
   * @param window the member's window of the same length
   * @param length in slices
   * @param unit units of a slice
   */
  CompositeSlices(
      List<SeriesEngine> members,
      Function<SeriesEngine, UnitCounts> window,
      long length,
      long unit) {
    this.members = members;
    this.window = window;
    this.length = length;
    this.unit = unit;
  }

  void clear() {
    bad = 0;
    total = 0;
  }

  /** Adds the units of a slice, or takes them off where they are below 0. */
  void add(long badUnits, long totalUnits) {
    bad += badUnits;
    total += totalUnits;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long scale() {
    return unit;
  }

  @Override
  public boolean isEmpty() {
    return total == 0;
  }

  @Override
  public boolean isAllGood() {
    return bad == 0;
  }

  /** Whether the events of all components together weigh at least this. */
  @Override
  public boolean isAtLeast(long events) {
    return scaledWeight().compareTo(BigInteger.valueOf(events)) >= 0;
  }

  @Override
  public BigInteger scaledWeight() {
    BigInteger weight = BigInteger.ZERO;
    for (SeriesEngine member : members) {
      weight = weight.add(window.apply(member).scaledWeight());
    }
    return weight;
  }

  @Override
  public BigInteger scaledBad() {
    return BigInteger.valueOf(bad);
  }

  @Override
  public BigInteger scaledTotal() {
    return BigInteger.valueOf(total);
  }

  @Override
  public double approximateBad() {
    return bad;
  }

  @Override
  public double approximateTotal() {
    return total;
  }

  @Override
  public Counts wholeCounts() {
    return new Counts(total - bad, total);
  }
}
