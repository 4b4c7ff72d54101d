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

    /* Without groupBy the only series, once it has been added to; otherwise null. */
    SecondTotals only;

    SloTally(Slo slo) {
      this.slo = slo;
      this.labelNames = slo.labelNames();
    }

    SecondTotals totalsOf(GroupValues probe) {
      if (only != null) {
        return only;
      }
      SecondTotals totals = series.get(probe);
      if (totals == null) {
        totals = new SecondTotals();
        series.put(probe.copy(), totals);
      }
      only = labelNames.isEmpty() ? totals : null;
      return totals;
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
      slo.only = null;
    }
    return deltas;
  }
}
