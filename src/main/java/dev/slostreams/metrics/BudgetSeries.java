package dev.slostreams.metrics;

import dev.slostreams.metrics.Standings.SeriesBudget;
import dev.slostreams.slo.SloId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Comparator;
import java.util.List;

/**
 * What is left of the budget of each series that this instance holds: the only metric that grows
 * with series, and so one with a cap. Any thread may collect.
 */
public final class BudgetSeries implements MultiCollector {

  private final Standings standings;
  private final int most;

  /** At most so many series; the first in the order of their keys, so that they stay the same. */
  public BudgetSeries(Standings standings, int most) {
    this.standings = standings;
    this.most = most;
  }

  @Override
  public MetricSnapshots collect() {
    List<SeriesBudget> all =
        standings.all().stream()
            .flatMap(standing -> standing.series().stream())
            .sorted(Comparator.comparing(SeriesBudget::key))
            .toList();
    GaugeSnapshot.Builder leftOut =
        GaugeSnapshot.builder()
            .name(MetricNames.SERIES_LEFT_OUT)
            .help(MetricNames.SERIES_LEFT_OUT_HELP)
            .dataPoint(point(Math.max(0, all.size() - most), Labels.EMPTY));
    if (all.isEmpty() || most == 0) {
      return MetricSnapshots.of(leftOut.build());
    }
    GaugeSnapshot.Builder remaining =
        GaugeSnapshot.builder().name(MetricNames.REMAINING).help(MetricNames.REMAINING_HELP);
    all.stream()
        .limit(most)
        .forEach(series -> remaining.dataPoint(point(series.remaining(), labels(series))));
    return MetricSnapshots.of(remaining.build(), leftOut.build());
  }

  private static GaugeDataPointSnapshot point(double value, Labels labels) {
    return new GaugeDataPointSnapshot(value, labels, null);
  }

  private static Labels labels(SeriesBudget series) {
    SloId slo = series.key().slo();
    return Labels.of(
        "objective", slo.objective(),
        "series", series.key().id(),
        "service", series.service(),
        "slo", slo.name());
  }
}
