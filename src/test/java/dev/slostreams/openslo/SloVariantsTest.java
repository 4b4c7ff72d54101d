package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.CalendarUnit;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.TimeWindow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One valid SLO, and what becomes of it when one thing changes. */
class SloVariantsTest {

  private static final String VALID =
      """
      apiVersion: openslo/v1
      kind: DataSource
      metadata: {name: requests}
      spec: {type: kafka, connectionDetails: {topic: request-events}}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: latency}
      spec:
        service: shop
        indicator:
          metadata: {name: latency-sli}
          spec:
            thresholdMetric:
              metricSource: {metricSourceRef: requests, type: kafka, spec: {value: duration_ms}}
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{op: lte, value: 12.50, target: 0.99}]
      """;

  private static final String CALENDAR =
      "calendar: {startTime: 2024-01-01 00:00:00, timeZone: Europe/Paris}}";

  @TempDir private Path folder;

  @Test
  void thresholdMetricHasTheComparisonOfItsObjective() {
    SloCatalog catalog = Documents.catalogOf(folder, VALID);

    assertThat(catalog.slos())
        .extracting(Slo::indicator)
        .containsExactly(
            new Indicator.Threshold(
                "requests",
                Indicator.Selection.ALL,
                "duration_ms",
                Op.LTE,
                new BigDecimal("12.50"),
                List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  alertPolicies:\n", "  alertPolicies: ~\n"})
  void noAlertPoliciesMeanTheFourDefaults(String alertPolicies) {
    SloCatalog catalog = Documents.catalogOf(folder, VALID + alertPolicies);

    assertThat(catalog.slos().get(0).alertPolicies())
        .extracting(AlertPolicy::name)
        .containsExactly("page-fast", "page-slow", "ticket-fast", "ticket-slow");
  }

  @Test
  void emptyListOfAlertPoliciesMeansNone() {
    SloCatalog catalog = Documents.catalogOf(folder, VALID + "  alertPolicies: []\n");

    assertThat(catalog.slos().get(0).alertPolicies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0", "0.9999999999", ".5", "9e-1"})
  void targetIsAnyDecimalFromZeroToBelowOne(String target) {
    SloCatalog catalog = Documents.catalogOf(folder, VALID.replace("0.99}", target + "}"));

    assertThat(catalog.slos().get(0).target().value()).isEqualTo(new BigDecimal(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "-0.1", "99.9", ".nan", ".inf", "1e999999999", "0x0", "''"})
  void otherTargetsAreRefused(String target) {
    List<String> problems = Documents.problemsOf(folder, VALID.replace("0.99}", target + "}"));

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("slos.yaml:18: SLO 'latency' spec.objectives[0].target: must ");
  }

  @Test
  void kafkaSloNeedsATimeWindow() {
    List<String> problems =
        Documents.problemsOf(
            folder,
            VALID.replace("timeWindow: [{duration: 30d, isRolling: true}]", "timeWindow: []"));

    assertThat(problems)
        .containsExactly(
            "slos.yaml:16: SLO 'latency' spec.timeWindow: must hold one time window, but was empty");
  }

  @Test
  void calendarAlignedTimeWindowIsReadWithItsZone() {
    String calendar =
        withTimeWindow(
            "{duration: 1M, calendar: {startTime: 2024-01-31 00:00:00, timeZone: Europe/Paris}}");

    SloCatalog catalog = Documents.catalogOf(folder, calendar);

    assertThat(catalog.slos())
        .extracting(Slo::timeWindow)
        .containsExactly(
            new TimeWindow.CalendarAligned(
                1,
                CalendarUnit.MONTH,
                LocalDateTime.of(2024, 1, 31, 0, 0),
                ZoneId.of("Europe/Paris")));
  }

  @Test
  void calendarAlignedTimeWindowMustBeDaysOrLonger() {
    assertThat(Documents.problemsOf(folder, withTimeWindow("{duration: 24h, " + CALENDAR)))
        .containsExactly(
            "slos.yaml:16: SLO 'latency' spec.timeWindow[0].duration:"
                + " must be in d, w, M, Q or Y if it is calendar-aligned, but was 24h");
  }

  @Test
  void calendarAlignedTimeWindowMustNotBeLongerThanTenYears() {
    assertThat(Documents.problemsOf(folder, withTimeWindow("{duration: 11Y, " + CALENDAR)))
        .containsExactly(
            "slos.yaml:16: SLO 'latency' spec.timeWindow[0].duration:"
                + " must be at most 10 years if it is calendar-aligned, but was 11Y");
  }

  @Test
  void calendarMustStartWithAWholeMinute() {
    String seconds = withTimeWindow("{duration: 1M, " + CALENDAR.replace("00:00:00", "00:00:30"));

    assertThat(Documents.problemsOf(folder, seconds))
        .containsExactly(
            "slos.yaml:16: SLO 'latency' spec.timeWindow[0].calendar.startTime: must be a whole"
                + " minute, because budgets are counted in minutes, but was 2024-01-01 00:00:30");
  }

  @Test
  void calendarWindowHasTheDefaultPoliciesOfItsNominalLength() {
    SloCatalog catalog = Documents.catalogOf(folder, withTimeWindow("{duration: 1Q, " + CALENDAR));

    assertThat(catalog.slos().get(0).alertPolicies()).isEqualTo(DefaultPolicies.over(7_776_000));
  }

  private static String withTimeWindow(String timeWindow) {
    return VALID.replace("{duration: 30d, isRolling: true}", timeWindow);
  }

  @Test
  void aggregateNeedsTimeslices() {
    List<String> problems =
        Documents.problemsOf(
            folder, VALID.replace("{value: duration_ms}", "{value: duration_ms, aggregate: p95}"));

    assertThat(problems)
        .containsExactly(
            "slos.yaml:17: SLO 'latency' spec.budgetingMethod: must be Timeslices if the metric has"
                + " an aggregate, but was 'Occurrences'");
  }

  @Test
  void rawRatioCannotBeEvaluated() {
    String raw =
        VALID
            .replace("thresholdMetric:", "ratioMetric: {rawType: success, raw: {")
            .replace("spec: {value: duration_ms}}", "spec: {value: duration_ms}}}}")
            .replace("op: lte, value: 12.50, ", "");

    SloCatalog catalog = Documents.catalogOf(folder, raw);

    assertThat(catalog.notEvaluated())
        .extracting(NotEvaluated::reason)
        .containsExactly("ratioMetric.raw is a ready-made ratio, not one over events");
  }

  @Test
  void typeOfAMetricSourceMayBeLeftToItsDataSource() {
    SloCatalog catalog =
        Documents.catalogOf(folder, VALID.replace(", type: kafka, spec", ", spec"));

    assertThat(catalog.slos()).extracting(slo -> slo.id().name()).containsExactly("latency");
  }
}
