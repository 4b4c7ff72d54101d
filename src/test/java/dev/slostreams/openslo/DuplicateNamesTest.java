package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name may stand twice as long as nothing that is evaluated depends on which is meant. */
class DuplicateNamesTest {

  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: latency}
      spec:
        service: shop
        indicator:
          metadata: {name: latency-sli}
          spec:
            thresholdMetric:
              metricSource: {metricSourceRef: requests, type: %s, spec: {value: duration_ms}}
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{op: lte, value: 300, target: 0.99}]
        alertPolicies: [%s]
      ---
      """;
  private static final String SOURCE =
      """
      apiVersion: openslo/v1
      kind: DataSource
      metadata: {name: requests}
      spec: {type: kafka, connectionDetails: {topic: request-events}}
      ---
      """;
  private static final String POLICY =
      """
      apiVersion: openslo/v1
      kind: AlertPolicy
      metadata: {name: ours}
      spec:
        conditions:
          - kind: AlertCondition
            metadata: {name: burns}
            spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h}}
      ---
      """;

  @TempDir private Path folder;

  @Test
  void kafkaSloMayShareItsNameWithAForeignOne() {
    String text = SOURCE + SLO.formatted("kafka", "") + SLO.formatted("Prometheus", "");

    SloCatalog catalog = Documents.catalogOf(folder, text);

    assertThat(catalog.slos()).hasSize(1);
    assertThat(catalog.notEvaluated()).hasSize(1);
  }

  @Test
  void twoKafkaSlosOfOneNameAreRefused() {
    String text = SOURCE + SLO.formatted("kafka", "") + SLO.formatted("kafka", "");

    List<String> problems = Documents.problemsOf(folder, text);

    assertThat(problems)
        .containsExactly(
            "slos.yaml:23: SLO 'latency' metadata.name: must be unique, but slos.yaml:6 has this"
                + " name already");
  }

  @Test
  void policyThatNobodyUsesMayStandTwice() {
    String text = SOURCE + SLO.formatted("kafka", "page-fast") + POLICY + POLICY;

    SloCatalog catalog = Documents.catalogOf(folder, text);

    assertThat(catalog.slos()).hasSize(1);
  }

  @Test
  void policyThatAKafkaSloUsesMustStandOnce() {
    String text = SOURCE + SLO.formatted("kafka", "ours") + POLICY + POLICY;

    List<String> problems = Documents.problemsOf(folder, text);

    assertThat(problems)
        .containsExactly(
            "slos.yaml:32: AlertPolicy 'ours' metadata.name: must be unique, but slos.yaml:21 has"
                + " this name already");
  }
}
