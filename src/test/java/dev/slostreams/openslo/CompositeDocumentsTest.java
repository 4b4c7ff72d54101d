package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Target;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A composite SLO, and what becomes of it when one thing changes. */
class CompositeDocumentsTest {

  private static final String VALID =
      """
      apiVersion: openslo/v1
      kind: DataSource
      metadata: {name: requests}
      spec: {type: kafka, connectionDetails: {topic: request-events}}
      ---
      apiVersion: openslo/v1
      kind: DataSource
      metadata: {name: jobs}
      spec: {type: kafka, connectionDetails: {topic: job-events}}
      ---
      apiVersion: openslo/v1
      kind: SLI
      metadata: {name: done}
      spec:
        ratioMetric:
          good: {metricSource: {metricSourceRef: jobs, spec: {where: state == "done"}}}
          total: {metricSource: {metricSourceRef: jobs, spec: {}}}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: flow}
      spec:
        service: shop
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives:
          - displayName: fast
            op: lte
            value: 250
            target: 0.95
            compositeWeight: 0.5
            indicator:
              metadata: {name: fast}
              spec: {thresholdMetric: {metricSource: {metricSourceRef: requests, spec: {value: ms}}}}
          - {displayName: done, target: 0.999, indicatorRef: done}
      """;

  @TempDir private Path folder;

  @Test
  void eachObjectiveIsAnSloWithoutAlertsAndTheWholeIsOneMore() {
    List<Slo> slos = Documents.catalogOf(folder, VALID).slos();

    assertThat(slos)
        .extracting(slo -> slo.id().toString())
        .containsExactly("flow/fast", "flow/done", "flow");
    assertThat(slos.get(0).alertPolicies()).isEmpty();
    assertThat(slos.get(1).alertPolicies()).isEmpty();
    assertThat(slos.get(2).alertPolicies())
        .extracting(AlertPolicy::name)
        .containsExactly("page-fast", "page-slow", "ticket-fast", "ticket-slow");
    assertThat(slos.get(2).indicator())
        .isEqualTo(
            new Indicator.Composite(
                List.of(
                    new Indicator.Component(slos.get(0), new BigDecimal("0.5")),
                    new Indicator.Component(slos.get(1), BigDecimal.ONE))));
  }

  @Test
  void objectivesReadDifferentSources() {
    List<Slo> slos = Documents.catalogOf(folder, VALID).slos();

    assertThat(slos)
        .extracting(slo -> slo.indicator().source())
        .containsExactly("requests", "jobs", "");
  }

  @Test
  void targetOfTheWholeIsTheLowest() {
    List<Slo> slos = Documents.catalogOf(folder, VALID).slos();

    assertThat(slos.get(2).target()).isEqualTo(Target.of("0.95"));
  }

  @Test
  void whatHasNoEffectIsNoticed() {
    String yaml =
        VALID.replace(
            "{name: flow}",
            "{name: flow, annotations: {slo-streams.dev/composite-target: \"0.9\"}}");

    List<Notice> notices = Documents.catalogOf(folder, yaml + "  alertPolicies: []\n").notices();

    assertThat(notices)
        .extracting(Notice::path, Notice::text)
        .containsExactly(
            tuple(
                "metadata.annotations['slo-streams.dev/composite-target']",
                "changes nothing with budgetingMethod Occurrences"));
  }

  @Test
  void weightWithoutIndicatorsOfTheObjectivesIsNoticed() {
    String yaml =
        VALID
            .replace("budgetingMethod", "indicatorRef: done\n  budgetingMethod")
            .replace(", indicatorRef: done}", "}")
            .replaceAll("(?s)      indicator:.*?  - \\{", "    - {")
            .replaceAll("      (op|value): .*\n", "");

    SloCatalog catalog = Documents.catalogOf(folder, yaml);

    assertThat(catalog.slos())
        .extracting(slo -> slo.id().toString())
        .containsExactly("flow/fast", "flow/done");
    assertThat(catalog.notices())
        .extracting(Notice::path, Notice::text)
        .containsExactly(
            tuple(
                "spec.objectives[0].compositeWeight",
                "changes nothing without an indicator for each of several objectives"));
  }

  @Test
  void oneObjectiveWithItsIndicatorIsNoComposite() {
    String yaml = VALID.replaceAll("    - \\{displayName: done.*\n", "");

    SloCatalog catalog = Documents.catalogOf(folder, yaml);

    assertThat(catalog.slos()).extracting(slo -> slo.id().toString()).containsExactly("flow");
    assertThat(catalog.slos().get(0).indicator().source()).isEqualTo("requests");
    assertThat(catalog.notices())
        .extracting(Notice::text)
        .containsExactly("changes nothing with one objective");
  }

  @Test
  void nothingIsEvaluatedWhereOneObjectiveCannotBe() {
    String yaml = VALID.replace("{metricSourceRef: requests, spec", "{type: prometheus, spec");

    SloCatalog catalog = Documents.catalogOf(folder, yaml);

    assertThat(catalog.slos()).isEmpty();
    assertThat(catalog.notEvaluated())
        .extracting(NotEvaluated::reason)
        .containsExactly("metric source type 'prometheus' is not kafka");
  }
}
