package dev.slostreams.tally;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Indicator.Aggregated;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Adds up what a batch of events contributes, per series and second.
 *
 * <p>Reused from batch to batch: nothing is allocated per event, and per series only where few of
 * those of earlier batches come again. Owned by one thread.
 */
public final class Tally {

  private static final int KEPT_PER_USED = 4;

  private final SloTally[] slos;
  private final int[] bornBySource;
  private final List<Slo> definitions;
  private final Cover labels;

  /* What exclusions by event may take out, by those whose predicate holds. */
  private final Map<Cover, Tally> labelled = new HashMap<>();
  private final GroupValues probe = new GroupValues(new String[0]);

  private static final class SloTally {
    final Slo slo;
    final List<String> labelNames;

    /* Null where the source does not matter. */
    final SeenSeconds seen;

    /* Those of this batch, and of batches before it so that they need not be made anew. */
    final Map<GroupValues, Series> series = new HashMap<>();
    final List<Series> used = new ArrayList<>();

    /* Without groupBy the only series, once it has been added to; otherwise null. */
    SecondTotals only;

    SloTally(Slo slo) {
      this.slo = slo;
      this.labelNames = slo.labelNames();
      boolean born = slo.indicator() instanceof Aggregated a && a.isBornBySource();
      this.seen = born ? new SeenSeconds() : null;
    }

    SecondTotals find(GroupValues probe) {
      Series found = series.get(probe);
      if (found == null) {
        List<String> values = List.of(probe.values());
        found = new Series(SeriesKey.of(slo.id(), labelNames, values));
        series.put(probe.copy(), found);
      }
      if (!found.used) {
        found.used = true;
        used.add(found);
      }
      only = labelNames.isEmpty() ? found.totals : null;
      return found.totals;
    }

    void takeInto(List<SeriesTally> tallies, Cover labels) {
      if (series.size() > KEPT_PER_USED * used.size()) {
        series.values().removeIf(one -> !one.used);
      }
      for (Series one : used) {
        tallies.add(new SeriesTally(one.key, labels, one.totals.take()));
        one.used = false;
      }
      used.clear();
      only = null;
      if (seen != null) {
        List<Delta> deltas = new ArrayList<>();
        seen.forEach(second -> deltas.add(Delta.seen(second)));
        if (!deltas.isEmpty()) {
          tallies.add(new SeriesTally(SeriesKey.of(slo.id()), deltas));
        }
        seen.clear();
      }
    }
  }

  private static final class Series {
    final SeriesKey key;
    final SecondTotals totals = new SecondTotals();
    boolean used;

    Series(SeriesKey key) {
      this.key = key;
    }
  }

  /** An empty tally of these SLOs, which are then named by their place in the list. */
  public Tally(List<Slo> slos) {
    this(slos, Cover.NONE);
  }

  private Tally(List<Slo> slos, Cover labels) {
    this.definitions = slos;
    this.labels = labels;
    this.slos = slos.stream().map(SloTally::new).toArray(SloTally[]::new);
    bornBySource = IntStream.range(0, slos.size()).filter(i -> this.slos[i].seen != null).toArray();
  }

  /**
   * The part of this tally for events with these labels.
   *
   * @param these the exclusions whose predicate holds for the event
   */
  public Tally under(Cover these) {
    return these.isNone()
        ? this
        : labelled.computeIfAbsent(these, cover -> new Tally(definitions, cover));
  }

  /** One event counts; with a total of 0 it changes nothing. The array is not kept. */
  public void add(int slo, String[] groupValues, long second, long good, long total) {
    if (total == 0) {
      return;
    }
    totalsOf(slo, groupValues).add(second, good, total);
  }

  /**
   * One event counts with a value that is added up; with a total of 0 it changes nothing.
   *
   * @param sum value times total, in millionths
   */
  public void addValue(int slo, String[] groupValues, long second, long total, long sum) {
    if (total == 0) {
      return;
    }
    SecondTotals totals = totalsOf(slo, groupValues);
    totals.add(second, total, total);
    totals.addValue(second, sum);
  }

  private SecondTotals totalsOf(int slo, String[] groupValues) {
    SloTally tally = slos[slo];
    return tally.only != null ? tally.only : tally.find(probe.pointTo(groupValues));
  }

  /** The SLOs whose series is born with the first event of the source; not to be changed. */
  public int[] bornBySource() {
    return bornBySource;
  }

  /** The source had an event in this second; for an SLO of {@link #bornBySource}. */
  public void see(int slo, long second) {
    slos[slo].seen.add(second);
  }

  /** What was added since the last call; the tally is empty then. */
  public List<SeriesTally> take() {
    List<SeriesTally> tallies = new ArrayList<>();
    for (SloTally slo : slos) {
      slo.takeInto(tallies, labels);
    }
    for (Tally other : labelled.values()) {
      tallies.addAll(other.take());
    }
    labelled.clear();
    return tallies;
  }
}
