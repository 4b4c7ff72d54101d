package dev.slostreams.engine;

import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Slo;
import dev.slostreams.window.UnitCounts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What all series of one SLO count together at a tick: the immutable picture for readers on any
 * thread.
 *
 * @param lookback by lookback window
 * @param timeWindow over the SLO's time window
 */
public record SloTotals(Slo slo, Map<LookbackWindow, Share> lookback, Share timeWindow) {

  public SloTotals {
    lookback = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(lookback));
  }

  /** The sums over these series. */
  static SloTotals of(SloPlan plan, Collection<SeriesEngine> series) {
    Map<LookbackWindow, Share> lookback = new LinkedHashMap<>();
    for (int i = 0; i < plan.windows().size(); i++) {
      Share sum = Share.NOTHING;
      for (SeriesEngine one : series) {
        sum = sum.plus(one.windows().lookback(i));
      }
      lookback.put(plan.windows().get(i), sum);
    }
    Share timeWindow = Share.NOTHING;
    for (SeriesEngine one : series) {
      timeWindow = timeWindow.plus(one.windows().budget());
    }
    return new SloTotals(plan.slo(), lookback, timeWindow);
  }

  /**
   * Units of a window: events, or time slices. Of a composite the bad ones are weighted, so that
   * the bad share is the composite's.
   */
  public record Share(double bad, double total) {

    /** An empty window. */
    public static final Share NOTHING = new Share(0, 0);

    /** The bad share; none where the window is empty. */
    public OptionalDouble ratio() {
      return total > 0 ? OptionalDouble.of(bad / total) : OptionalDouble.empty();
    }

    private Share plus(UnitCounts counts) {
      if (counts.isEmpty()) {
        return this;
      }
      double units = counts.scaledTrials().doubleValue() / counts.scale();
      double badUnits = counts.approximateBad() * units / counts.approximateTotal();
      return new Share(bad + badUnits, total + units);
    }
  }
}
