package dev.slostreams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.SloTotals;
import dev.slostreams.metrics.Standings.SeriesBudget;
import dev.slostreams.metrics.Standings.Standing;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Target;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The text of a scrape, compared with one that was worked out by hand. */
class SlothSeriesTest {

  private static final long NOW = 1_767_225_600; // 2026-01-01T00:00:00Z
  private static final Pattern LINE = Pattern.compile("([a-z0-9_:]+)(?:\\{(.*)\\})? (\\S+)");

  private final Standings standings = new Standings();

  private String scrape() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.getPrometheusRegistry().register(new SlothSeries(standings, "1.0"));
    return registry.scrape();
  }

  private void stand(Ledger ledger, Slo... slos) {
    stand(Map.of(), ledger, slos);
  }

  private void stand(Map<SloId, Map<String, Integer>> firing, Ledger ledger, Slo... slos) {
    List<SloTotals> totals = Stream.of(slos).map(slo -> ledger.totals(slo.id())).toList();
    standings.put("0", new Standing(totals, List.of(), firing));
  }

  private static Ledger ledger(Slo... slos) {
    return new Ledger(List.of(slos), 10, SlothSeries.WINDOWS);
  }

  private static SeriesKey key(Slo slo, String service) {
    return SeriesKey.of(slo.id(), List.of("service"), List.of(service));
  }

  @Nested
  class OfGroupedEvents {

    /*
     * At the tick: 1 bad of 300 and 0 of 100 in the last 5 minutes, so 1/400 = 0.0025; 6 bad of 600
     * ten minutes ago, so 7/1000 = 0.007 over all longer windows. The budget is 0.001, so 2.5 now,
     * 7 in the period, and 1 − 7 is left.
     */
    @Test
    void scrapeIsWhatSlothsRulesWouldRecord() {
      Slo slo = Slos.availability("availability", "service");
      Ledger ledger = ledger(slo);
      ledger.record(key(slo, "cart"), NOW - 600, new Counts(594, 600));
      ledger.record(key(slo, "cart"), NOW - 60, new Counts(100, 100));
      ledger.record(key(slo, "web"), NOW - 60, new Counts(299, 300));
      ledger.advanceTo(NOW, false);

      stand(ledger, slo);

      assertThat(scrape())
          .isEqualTo(
              """
              # HELP slo:current_burn_rate:ratio Burn rate of the last 5 minutes
              # TYPE slo:current_burn_rate:ratio gauge
              slo:current_burn_rate:ratio{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability"} 2.5
              # HELP slo:error_budget:ratio Bad share that the SLO allows
              # TYPE slo:error_budget:ratio gauge
              slo:error_budget:ratio{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability"} 0.001
              # HELP slo:objective:ratio Target of the SLO
              # TYPE slo:objective:ratio gauge
              slo:objective:ratio{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability"} 0.999
              # HELP slo:period_burn_rate:ratio Burn rate of the time window
              # TYPE slo:period_burn_rate:ratio gauge
              slo:period_burn_rate:ratio{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability"} 7.0
              # HELP slo:period_error_budget_remaining:ratio Share of the error budget that is left
              # TYPE slo:period_error_budget_remaining:ratio gauge
              slo:period_error_budget_remaining:ratio{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability"} -6.0
              # HELP slo:sli_error:ratio_rate1d Bad share of the last 1d
              # TYPE slo:sli_error:ratio_rate1d gauge
              slo:sli_error:ratio_rate1d{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability",sloth_window="1d"} 0.007
              # HELP slo:sli_error:ratio_rate1h Bad share of the last 1h
              # TYPE slo:sli_error:ratio_rate1h gauge
              slo:sli_error:ratio_rate1h{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability",sloth_window="1h"} 0.007
              # HELP slo:sli_error:ratio_rate2h Bad share of the last 2h
              # TYPE slo:sli_error:ratio_rate2h gauge
              slo:sli_error:ratio_rate2h{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability",sloth_window="2h"} 0.007
              # HELP slo:sli_error:ratio_rate30d Bad share of the last 30d
              # TYPE slo:sli_error:ratio_rate30d gauge
              slo:sli_error:ratio_rate30d{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability",sloth_window="30d"} 0.007
              # HELP slo:sli_error:ratio_rate30m Bad share of the last 30m
              # TYPE slo:sli_error:ratio_rate30m gauge
              slo:sli_error:ratio_rate30m{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability",sloth_window="30m"} 0.007
              # HELP slo:sli_error:ratio_rate3d Bad share of the last 3d
              # TYPE slo:sli_error:ratio_rate3d gauge
              slo:sli_error:ratio_rate3d{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability",sloth_window="3d"} 0.007
              # HELP slo:sli_error:ratio_rate5m Bad share of the last 5m
              # TYPE slo:sli_error:ratio_rate5m gauge
              slo:sli_error:ratio_rate5m{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability",sloth_window="5m"} 0.0025
              # HELP slo:sli_error:ratio_rate6h Bad share of the last 6h
              # TYPE slo:sli_error:ratio_rate6h gauge
              slo:sli_error:ratio_rate6h{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability",sloth_window="6h"} 0.007
              # HELP slo:time_period:days Length of the time window of the SLO
              # TYPE slo:time_period:days gauge
              slo:time_period:days{sloth_id="shop-availability",sloth_service="shop",sloth_slo="availability"} 30.0
              # HELP sloth_slo_info An SLO and its objective
              # TYPE sloth_slo_info gauge
              sloth_slo_info{sloth_id="shop-availability",sloth_mode="slo-streams",sloth_objective="99.9",sloth_service="shop",sloth_slo="availability",sloth_spec="openslo/v1",sloth_version="1.0"} 1
              """);
    }
  }

  @Test
  void withoutEventsThereIsWhatIsPromisedAndNoNumberOfEvents() {
    Slo slo = Slos.withTimeWindow(Slos.availability(), 28 * Slos.DAY);

    stand(ledger(slo), slo);

    assertThat(samples().keySet())
        .containsExactly(
            "slo:error_budget:ratio",
            "slo:objective:ratio",
            "slo:time_period:days",
            "sloth_slo_info");
  }

  /** A quarter of an hour ago: out of the window of 5 minutes, in that of 30. */
  @Test
  void emptyWindowHasNoLine() {
    Slo slo = Slos.withTimeWindow(Slos.availability(), Slos.HOUR);
    Ledger ledger = ledger(slo);
    ledger.record(SeriesKey.of(slo.id()), NOW - 900, new Counts(9, 10));
    ledger.advanceTo(NOW, false);

    stand(ledger, slo);

    assertThat(samples())
        .containsEntry("slo:sli_error:ratio_rate30m", "0.1")
        .containsEntry("slo:sli_error:ratio_rate1h", "0.1")
        .doesNotContainKeys(
            "slo:sli_error:ratio_rate5m",
            "slo:current_burn_rate:ratio",
            "slo:sli_error:ratio_rate2h");
  }

  /** Of 5 slices of a minute in the last 5 minutes one is bad. */
  @Test
  void slicesAreTheUnitWhereTheSloHasThem() {
    Slo slo = SlicedSlos.timeslices(Slos.availability(), 60, "0.9");
    Ledger ledger = ledger(slo);
    for (int minute = 1; minute <= 5; minute++) {
      Counts counts = minute == 3 ? new Counts(0, 1) : new Counts(1_000, 1_000);
      ledger.record(SeriesKey.of(slo.id()), NOW - minute * 60L, counts);
    }
    ledger.advanceTo(NOW, false);

    stand(ledger, slo);

    assertThat(samples()).containsEntry("slo:sli_error:ratio_rate5m", "0.2");
  }

  @Test
  void objectiveIsPartOfTheName() {
    Slo one = Slos.availability();
    Slo slo =
        new Slo(
            new SloId("latency", "p99"),
            one.service(),
            one.indicator(),
            Target.of("0.9950"),
            one.period(),
            List.of(),
            one.about());

    stand(ledger(slo), slo);

    assertThat(scrape())
        .contains(
            "sloth_slo_info{sloth_id=\"shop-latency-p99\",sloth_mode=\"slo-streams\","
                + "sloth_objective=\"99.5\",sloth_service=\"shop\",sloth_slo=\"latency-p99\",");
  }

  /** Sloth's alerts have the severities page and ticket; the dashboards ask for both. */
  @Test
  void alertsThatFireAreCountedPerSeverity() {
    Slo slo = Slos.with(Slos.availability(), Slos.workbook());

    stand(Map.of(slo.id(), Map.of("page", 2)), ledger(slo), slo);

    assertThat(scrape().lines())
        .contains(
            "slo_streams_slo_alerts_firing{sloth_id=\"shop-availability\",sloth_service=\"shop\","
                + "sloth_severity=\"page\",sloth_slo=\"availability\"} 2.0",
            "slo_streams_slo_alerts_firing{sloth_id=\"shop-availability\",sloth_service=\"shop\","
                + "sloth_severity=\"ticket\",sloth_slo=\"availability\"} 0.0");
  }

  /**
   * What the public dashboards 14348 and 14643 (revisions of 2025) ask for: each name with the
   * labels by which they choose and join.
   */
  @Test
  void dashboardsFindTheirSeries() {
    Slo slo = Slos.availability();
    Ledger ledger = ledger(slo);
    ledger.record(SeriesKey.of(slo.id()), NOW - 60, new Counts(9, 10));
    ledger.advanceTo(NOW, false);
    List<String> one = List.of("sloth_id", "sloth_service", "sloth_slo");
    Map<String, List<String>> asked = new TreeMap<>();
    for (String window : List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d")) {
      asked.put("slo:sli_error:ratio_rate" + window, one);
    }
    asked.put("slo:objective:ratio", one);
    asked.put("slo:error_budget:ratio", one);
    asked.put("slo:current_burn_rate:ratio", one);
    asked.put("slo:period_error_budget_remaining:ratio", one);
    asked.put("sloth_slo_info", one);

    stand(ledger, slo);

    assertThat(labelsByName().keySet()).containsAll(asked.keySet());
    assertThat(labelsByName()).allSatisfy((name, labels) -> assertThat(labels).containsAll(one));
  }

  @Test
  void partitionThatLeftIsGone() {
    Slo slo = Slos.availability();
    stand(ledger(slo), slo);

    standings.remove("0");

    assertThat(scrape()).isEmpty();
  }

  @Test
  void lengthsAreWrittenAsPrometheusDoes() {
    List<String> texts =
        List.of(Slos.DAY, 7 * Slos.DAY, 28 * Slos.DAY, 30 * Slos.DAY, 365 * Slos.DAY, 129_660L)
            .stream()
            .map(SlothSeries::window)
            .toList();

    assertThat(texts).containsExactly("1d", "1w", "4w", "30d", "1y", "1d12h1m");
  }

  /** The file was made by Sloth of an SLO of 30 days; it puts a label of its own on each rule. */
  @Test
  void namesAndLabelsAreThoseThatSlothRecords() throws IOException {
    Map<String, TreeSet<String>> recorded = new TreeMap<>();
    try (InputStream file =
        getClass().getResourceAsStream("/real/sloth-openslo-getting-started.rules.yml")) {
      for (JsonNode group : new YAMLMapper().readTree(file).path("groups")) {
        for (JsonNode rule : group.path("rules")) {
          TreeSet<String> labels = new TreeSet<>();
          rule.path("labels").fieldNames().forEachRemaining(labels::add);
          labels.remove("cmd");
          recorded.put(rule.path("record").asText(), labels);
        }
      }
    }
    Slo slo = Slos.availability();
    Ledger ledger = ledger(slo);
    ledger.record(SeriesKey.of(slo.id()), NOW - 60, new Counts(9, 10));
    ledger.advanceTo(NOW, false);

    stand(ledger, slo);

    assertThat(labelsByName()).isEqualTo(recorded);
  }

  @Test
  void nothingIsEverNaN() {
    Slo slo = Slos.availability();
    Ledger ledger = ledger(slo);
    ledger.record(SeriesKey.of(slo.id()), NOW - 40 * Slos.DAY, new Counts(0, 1));
    ledger.advanceTo(NOW - 39 * Slos.DAY, false);
    ledger.advanceTo(NOW, false);

    stand(ledger, slo);

    assertThat(scrape()).doesNotContain("NaN").doesNotContain("Inf");
  }

  @Nested
  class RemainingBudgets {

    private String scrapeBudgets(int most) {
      PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      registry.getPrometheusRegistry().register(new BudgetSeries(standings, most));
      return registry.scrape();
    }

    private void stand(int count) {
      Slo slo = Slos.availability("availability", "service");
      List<SeriesBudget> budgets = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        budgets.add(new SeriesBudget(key(slo, "s%05d".formatted(i)), "shop", 0.5));
      }
      standings.put("0", new Standing(List.of(), budgets, Map.of()));
    }

    @Test
    void everySeriesHasALine() {
      stand(2);

      assertThat(scrapeBudgets(1_000))
          .isEqualTo(
              """
              # HELP slo_streams_error_budget_remaining_ratio Share of its error budget that a series has left, negative when overspent
              # TYPE slo_streams_error_budget_remaining_ratio gauge
              slo_streams_error_budget_remaining_ratio{objective="",series="availability{service=\\"s00000\\"}",service="shop",slo="availability"} 0.5
              slo_streams_error_budget_remaining_ratio{objective="",series="availability{service=\\"s00001\\"}",service="shop",slo="availability"} 0.5
              # HELP slo_streams_metrics_series_left_out Series on this instance whose budget is not shown here, because of metrics.max-series
              # TYPE slo_streams_metrics_series_left_out gauge
              slo_streams_metrics_series_left_out 0.0
              """);
    }

    @Test
    void thoseBeyondTheCapAreLeftOutAndCounted() {
      stand(10_000);

      assertThat(scrapeBudgets(1_000).lines())
          .hasSize(1_005)
          .contains("slo_streams_metrics_series_left_out 9000.0");
    }
  }

  private Map<String, String> samples() {
    Map<String, String> samples = new TreeMap<>();
    lines().forEach(line -> samples.put(line.group(1), line.group(3)));
    return samples;
  }

  private Map<String, TreeSet<String>> labelsByName() {
    Map<String, TreeSet<String>> labels = new TreeMap<>();
    for (Matcher line : lines()) {
      TreeSet<String> names = new TreeSet<>();
      for (String label : line.group(2).split(",")) {
        names.add(label.substring(0, label.indexOf('=')));
      }
      labels.put(line.group(1), names);
    }
    return labels;
  }

  private List<Matcher> lines() {
    return scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .toList();
  }
}
