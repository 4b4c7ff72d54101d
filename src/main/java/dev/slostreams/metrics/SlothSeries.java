package dev.slostreams.metrics;

import dev.slostreams.engine.SloTotals;
import dev.slostreams.engine.SloTotals.Share;
import dev.slostreams.metrics.Standings.Standing;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The series that the recording rules of Sloth (https://sloth.dev) would make of the same SLOs,
 * with the same names, labels and formulas, so that what is built on Sloth works here.
 *
 * <p>A number has one line per SLO: groups are added up. It is as counted, without regard to a
 * series' age; without events there is no line. Any thread may collect.
 */
public final class SlothSeries implements MultiCollector {

  /** The lookback windows that Sloth records by default. */
  public static final List<LookbackWindow> WINDOWS =
      Stream.of(300, 1_800, 3_600, 7_200, 21_600, 86_400, 259_200)
          .map(LookbackWindow::new)
          .toList();

  static final String ERROR_RATIO = "slo:sli_error:ratio_rate";
  static final String OBJECTIVE = "slo:objective:ratio";
  static final String ERROR_BUDGET = "slo:error_budget:ratio";
  static final String TIME_PERIOD = "slo:time_period:days";
  static final String CURRENT_BURN_RATE = "slo:current_burn_rate:ratio";
  static final String PERIOD_BURN_RATE = "slo:period_burn_rate:ratio";
  static final String REMAINING = "slo:period_error_budget_remaining:ratio";
  static final String INFO = "sloth_slo"; // written with the suffix _info

  private static final LookbackWindow CURRENT = WINDOWS.get(0);
  private static final double DAY = 86_400;

  private final Standings standings;
  private final String version;

  /** Of these standings, for this version of the program. */
  public SlothSeries(Standings standings, String version) {
    this.standings = standings;
    this.version = version;
  }

  @Override
  public MetricSnapshots collect() {
    Map<String, GaugeSnapshot.Builder> gauges = new TreeMap<>();
    InfoSnapshot.Builder info = InfoSnapshot.builder().name(INFO).help("An SLO and its objective");
    boolean any = false;
    for (Standing standing : standings.all()) {
      for (SloTotals slo : standing.slos()) {
        Labels labels = labels(slo.slo());
        info.dataPoint(new InfoDataPointSnapshot(labels.merge(about(slo.slo()))));
        promised(gauges, slo.slo(), labels);
        counted(gauges, slo, labels);
        alerts(gauges, slo.slo(), standing, labels);
        any = true;
      }
    }
    List<MetricSnapshot> snapshots = new ArrayList<>();
    gauges.values().forEach(gauge -> snapshots.add(gauge.build()));
    if (any) {
      snapshots.add(info.build());
    }
    return new MetricSnapshots(snapshots);
  }

  private static void promised(Map<String, GaugeSnapshot.Builder> gauges, Slo slo, Labels labels) {
    double days = slo.timeWindow().nominalSeconds() / DAY;
    add(gauges, OBJECTIVE, "Target of the SLO", labels, slo.target().value().doubleValue());
    add(gauges, ERROR_BUDGET, "Bad share that the SLO allows", labels, budget(slo));
    add(gauges, TIME_PERIOD, "Length of the time window of the SLO", labels, days);
  }

  private static void counted(
      Map<String, GaugeSnapshot.Builder> gauges, SloTotals totals, Labels labels) {
    Slo slo = totals.slo();
    for (LookbackWindow window : WINDOWS) {
      Share share = totals.lookback().getOrDefault(window, Share.NOTHING);
      if (window.seconds() < slo.timeWindow().nominalSeconds()) {
        addErrorRatio(gauges, window.seconds(), share.ratio(), labels);
      }
    }
    OptionalDouble period = totals.timeWindow().ratio();
    addErrorRatio(gauges, slo.timeWindow().nominalSeconds(), period, labels);
    totals
        .lookback()
        .getOrDefault(CURRENT, Share.NOTHING)
        .ratio()
        .ifPresent(
            ratio -> {
              double burnRate = ratio / budget(slo);
              add(gauges, CURRENT_BURN_RATE, "Burn rate of the last 5 minutes", labels, burnRate);
            });
    period.ifPresent(
        ratio -> {
          double burnRate = ratio / budget(slo);
          add(gauges, PERIOD_BURN_RATE, "Burn rate of the time window", labels, burnRate);
          add(gauges, REMAINING, "Share of the error budget that is left", labels, 1 - burnRate);
        });
  }

  /* Sloth's own alerts are alerts of Prometheus; a rule makes some of these. */
  private static void alerts(
      Map<String, GaugeSnapshot.Builder> gauges, Slo slo, Standing standing, Labels labels) {
    slo.alertPolicies().stream()
        .map(AlertPolicy::severity)
        .distinct()
        .forEach(
            severity ->
                add(
                    gauges,
                    MetricNames.SLO_FIRING,
                    MetricNames.SLO_FIRING_HELP,
                    labels.add("sloth_severity", severity),
                    standing.firing(slo.id(), severity)));
  }

  private static void addErrorRatio(
      Map<String, GaugeSnapshot.Builder> gauges,
      long seconds,
      OptionalDouble ratio,
      Labels labels) {
    String window = window(seconds);
    ratio.ifPresent(
        value ->
            add(
                gauges,
                ERROR_RATIO + window,
                "Bad share of the last " + window,
                labels.add("sloth_window", window),
                value));
  }

  private static void add(
      Map<String, GaugeSnapshot.Builder> gauges,
      String name,
      String help,
      Labels labels,
      double value) {
    gauges
        .computeIfAbsent(name, n -> GaugeSnapshot.builder().name(n).help(help))
        .dataPoint(new GaugeDataPointSnapshot(value, labels, null));
  }

  private static double budget(Slo slo) {
    return slo.target().budgetShare().doubleValue();
  }

  private static Labels labels(Slo slo) {
    SloId id = slo.id();
    String name = id.objective().isEmpty() ? id.name() : id.name() + "-" + id.objective();
    return Labels.of(
        "sloth_id", slo.service() + "-" + name, "sloth_service", slo.service(), "sloth_slo", name);
  }

  private Labels about(Slo slo) {
    BigDecimal percent = slo.target().value().movePointRight(2).stripTrailingZeros();
    return Labels.of(
        "sloth_mode",
        "slo-streams",
        "sloth_objective",
        percent.toPlainString(),
        "sloth_spec",
        "openslo/v1",
        "sloth_version",
        version);
  }

  /** A length of time as Prometheus writes it: {@code 30d}, but {@code 4w} for 28 days. */
  static String window(long seconds) {
    StringBuilder text = new StringBuilder();
    long rest = seconds;
    rest = append(text, rest, 31_536_000, 'y', true);
    rest = append(text, rest, 604_800, 'w', true);
    rest = append(text, rest, 86_400, 'd', false);
    rest = append(text, rest, 3_600, 'h', false);
    rest = append(text, rest, 60, 'm', false);
    append(text, rest, 1, 's', false);
    return text.toString();
  }

  private static long append(
      StringBuilder text, long seconds, long unit, char symbol, boolean wholeOnly) {
    if (seconds < unit || (wholeOnly && seconds % unit != 0)) {
      return seconds;
    }
    text.append(seconds / unit).append(symbol);
    return seconds % unit;
  }
}
