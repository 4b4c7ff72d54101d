package dev.slostreams.slo;

import java.math.BigDecimal;

/** How events become budget units (semantics.md §4). */
public sealed interface BudgetingMethod {

  /** As OpenSLO writes it. */
  String symbol();

  /** A window's good and total are sums over events. */
  record Occurrences() implements BudgetingMethod {

    @Override
    public String symbol() {
      return "Occurrences";
    }
  }

  /** One of the two methods whose unit is a time slice. */
  sealed interface Sliced extends BudgetingMethod {
    Slices slices();
  }

  /**
   * A slice is one unit, good or bad.
   *
   * @param sliceTarget the share of good from which on a slice is good, above 0 and at most 1;
   *     changes nothing where the indicator has an aggregate
   */
  record Timeslices(Slices slices, BigDecimal sliceTarget) implements Sliced {

    public Timeslices {
      if (sliceTarget.signum() <= 0 || sliceTarget.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(
            "timeSliceTarget: must be above 0 and at most 1, but was "
                + sliceTarget.toPlainString());
      }
    }

    @Override
    public String symbol() {
      return "Timeslices";
    }
  }

  /** A window's ratio is the mean of the ratios of its slices. */
  record RatioTimeslices(Slices slices) implements Sliced {

    @Override
    public String symbol() {
      return "RatioTimeslices";
    }
  }

  /**
   * How time is cut.
   *
   * @param seconds length of a slice, aligned to the epoch; at least 1
   * @param noData what a slice without an event is
   */
  record Slices(long seconds, NoData noData) {

    public Slices {
      if (seconds < 1) {
        throw new IllegalArgumentException(
            "timeSliceWindow: must be at least 1 s, but was " + seconds + " s");
      }
    }
  }

  /** What a slice without an event is. */
  enum NoData {
    /** Judged as 0 by the aggregates count, sum and rate; otherwise left out. */
    AS_MEASURED,
    GOOD,
    BAD,
    /** Left out. */
    IGNORE
  }
}
