package dev.slostreams.engine;

import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.Slo;
import dev.slostreams.window.PastCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * At which points in time a history is told: at the multiples of its step in {@code (from, to]},
 * and at the last tick where that is the end.
 *
 * @param from epoch second
 * @param to epoch second, after from
 * @param stepSeconds between points, above 0
 */
public record HistoryRange(long from, long to, long stepSeconds) {

  /** Steps that people read well, up to a week. */
  private static final long[] STEPS = {
    60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 604_800
  };

  private static final int FEW_POINTS = 500;
  private static final long MINUTE = 60;

  /** The step that is taken where none is asked for: the finest that gives at most 500 points. */
  public static long defaultStep(long from, long to) {
    for (long step : STEPS) {
      if ((to - from) / step <= FEW_POINTS) {
        return step;
      }
    }
    return (to - from) / FEW_POINTS;
  }

  /**
   * The range with the nearest step, not below the one asked for, at which the counters are exact:
   * whole slices, and whole minutes where the range begins before what is kept by second.
   *
   * @param tick the last that was evaluated
   */
  public static HistoryRange of(Slo slo, long tick, long from, long to, long askedStep) {
    boolean coarse = askedStep > MINUTE || from < PastCounts.secondsFrom(tick);
    long unit = coarse ? MINUTE : 1;
    if (slo.period().budgetingMethod() instanceof Sliced sliced) {
      unit = leastCommonMultiple(unit, sliced.slices().seconds());
    }
    return new HistoryRange(from, to, -Math.floorDiv(-askedStep, unit) * unit);
  }

  /** How many points there are, about; for a limit. */
  public long size() {
    return (to - from) / stepSeconds + 1;
  }

  /** The points, rising. */
  List<Long> points(long tick) {
    List<Long> points = new ArrayList<>();
    long at = (Math.floorDiv(from, stepSeconds) + 1) * stepSeconds;
    for (; at <= Math.min(to, tick); at += stepSeconds) {
      points.add(at);
    }
    if (to >= tick && from < tick && Math.floorMod(tick, stepSeconds) != 0) {
      points.add(tick);
    }
    return points;
  }

  private static long leastCommonMultiple(long one, long other) {
    long divisor = one;
    long rest = other;
    while (rest != 0) {
      long next = divisor % rest;
      divisor = rest;
      rest = next;
    }
    return one / divisor * other;
  }
}
