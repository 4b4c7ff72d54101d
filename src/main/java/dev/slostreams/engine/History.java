package dev.slostreams.engine;

import dev.slostreams.alert.AlertState;
import dev.slostreams.alert.BurnSample;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.window.Counts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The past of one series, point by point: the immutable picture for readers on any thread.
 *
 * @param windows the lookback windows of the SLO's policies
 * @param points rising in time
 * @param excluded the exclusions that have been taken out of what was counted
 * @param firing the alerts that fire at the last tick, each with the tick since which it does
 * @param asOf the last tick that was evaluated
 */
public record History(
    Slo slo,
    SeriesKey key,
    HistoryRange range,
    List<LookbackWindow> windows,
    List<Point> points,
    List<Exclusion> excluded,
    Map<String, Long> firing,
    long asOf) {

  public History {
    windows = List.copyOf(windows);
    points = List.copyOf(points);
    excluded = List.copyOf(excluded);
    firing = Map.copyOf(firing);
  }

  /** A point in time, and what is known of the series there. */
  public sealed interface Point {

    /** Epoch second. */
    long at();

    /** It is older than what is kept, or than the series. */
    record NotKnown(long at) implements Point {}

    /**
     * How the series stood.
     *
     * @param view with the burn rates that are known, and without alerts
     * @param units since the point before, as {@link SeriesView#good(Counts)} takes them
     */
    record Known(SeriesView view, Counts units) implements Point {

      @Override
      public long at() {
        return view.tick();
      }
    }
  }

  /**
   * Works out the points of a range.
   *
   * @param kept what is kept of the series
   */
  public static History of(Slo slo, SeriesKey key, KeptPast kept, HistoryRange range) {
    List<Long> ticks = range.points(kept.tick());
    List<LookbackWindow> since = new ArrayList<>(); // the point before, by how long that is ago
    since.add(new LookbackWindow(range.stepSeconds()));
    long rest = Math.floorMod(kept.tick(), range.stepSeconds()) / unit(slo) * unit(slo);
    if (rest > 0) {
      since.add(new LookbackWindow(rest));
    }
    SeriesHistory history = new SeriesHistory(slo, key, kept, since);
    List<LookbackWindow> windows = new SloPlan(slo).windows();
    List<Point> points = new ArrayList<>();
    for (long tick : ticks) {
      boolean whole = Math.floorMod(tick, range.stepSeconds()) == 0;
      Optional<LookbackWindow> step =
          whole ? Optional.of(since.get(0)) : since.stream().skip(1).findFirst();
      points.add(point(history, windows, tick, step));
    }
    return new History(
        slo, key, range, windows, points, kept.excluded(), firing(slo, kept), kept.tick());
  }

  private static Point point(
      SeriesHistory history,
      List<LookbackWindow> windows,
      long tick,
      Optional<LookbackWindow> step) {
    Optional<SeriesView> view = history.at(tick);
    if (view.isEmpty() || !step.map(one -> history.knows(one, tick)).orElse(true)) {
      return new Point.NotKnown(tick);
    }
    Counts units = step.map(history::unitsIn).orElse(Counts.ZERO);
    List<BurnSample> known =
        view.get().burnRates().stream()
            .filter(one -> windows.contains(one.window()) && history.knows(one.window(), tick))
            .toList();
    SeriesView seen = view.get();
    return new Point.Known(
        new SeriesView(seen.slo(), seen.key(), tick, seen.budgetView(), known, List.of()), units);
  }

  private static Map<String, Long> firing(Slo slo, KeptPast kept) {
    Map<String, Long> firing = new HashMap<>();
    kept.of(slo.id())
        .ifPresent(
            one ->
                one.head()
                    .alerts()
                    .forEach(
                        (alert, state) -> {
                          if (state instanceof AlertState.Firing fires) {
                            firing.put(alert, fires.startsAt());
                          }
                        }));
    return firing;
  }

  private static long unit(Slo slo) {
    return Math.max(1, new SloPlan(slo).sliceSeconds());
  }
}
