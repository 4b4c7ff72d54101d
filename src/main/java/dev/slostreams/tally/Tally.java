package dev.slostreams.tally;

import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up what a batch of events contributes, per series and second.
 *
 * <p>Reused from batch to batch: nothing is allocated per event. Owned by one thread.
 */
public final class Tally {

  private final List<SloTally> slos = new ArrayList<>();
  private final GroupValues probe = new GroupValues(new String[0]);

  private static final class SloTally {
    final Slo slo;
    final List<String> labelNames;
    final Map<GroupValues, SecondTotals> series = new HashMap<>();

    /* The series that was added to last, until the next take: without groupBy the only one. */
    GroupValues lastValues;
    SecondTotals lastTotals;

    SloTally(Slo slo) {
      this.slo = slo;
      this.labelNames = slo.labelNames();
    }

    SecondTotals totalsOf(GroupValues probe) {
      if (lastTotals != null && (labelNames.isEmpty() || lastValues.equals(probe))) {
        return lastTotals;
      }
      lastTotals = series.get(probe);
      lastValues = probe.copy();
      if (lastTotals == null) {
        lastTotals = new SecondTotals();
        series.put(lastValues, lastTotals);
      }
      return lastTotals;
    }
  }

  /** An empty tally of these SLOs, which are then named by their place in the list. */
  public Tally(List<Slo> slos) {
    slos.forEach(slo -> this.slos.add(new SloTally(slo)));
  }

  /** One event counts; with a total of 0 it changes nothing. The array is not kept. */
  public void add(int slo, String[] groupValues, long second, long good, long total) {
    if (total == 0) {
      return;
    }
    slos.get(slo).totalsOf(probe.pointTo(groupValues)).add(second, good, total);
  }

  /** What was added since the last call, seconds of a series in a row; the tally is empty then. */
  public List<Delta> take() {
    List<Delta> deltas = new ArrayList<>();
    for (SloTally slo : slos) {
      slo.series.forEach(
          (values, totals) -> {
            SeriesKey key = SeriesKey.of(slo.slo.id(), slo.labelNames, List.of(values.values()));
            totals.forEach(
                (second, good, total, events) ->
                    deltas.add(new Delta(key, second, good, total, events)));
          });
      slo.series.clear();
      slo.lastTotals = null;
    }
    return deltas;
  }
}
