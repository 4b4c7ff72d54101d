package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import dev.slostreams.testing.TopologyHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A composite whose objectives read two topics. */
class CompositeTopologyTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCUMENTS =
      """
      apiVersion: openslo/v1
      kind: DataSource
      metadata: {name: requests}
      spec: {type: kafka, connectionDetails: {topic: request-events, timestamp: timestamp}}
      ---
      apiVersion: openslo/v1
      kind: DataSource
      metadata: {name: jobs}
      spec: {type: kafka, connectionDetails: {topic: job-events, timestamp: timestamp}}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: flow}
      spec:
        service: shop
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives:
          - displayName: answered
            target: 0.9
            indicator:
              metadata: {name: answered}
              spec:
                ratioMetric:
                  bad: {metricSource: {metricSourceRef: requests, spec: {where: status >= 500, weight: n}}}
                  total: {metricSource: {metricSourceRef: requests, spec: {weight: n}}}
          - displayName: done
            target: 0.8
            indicator:
              metadata: {name: done}
              spec:
                ratioMetric:
                  bad: {metricSource: {metricSourceRef: jobs, spec: {where: state == "failed", weight: n}}}
                  total: {metricSource: {metricSourceRef: jobs, spec: {weight: n}}}
        alertPolicies:
          - kind: AlertPolicy
            metadata: {name: burning}
            spec:
              conditions:
                - kind: AlertCondition
                  metadata: {name: burning}
                  spec:
                    severity: page
                    condition: {kind: burnrate, op: gt, threshold: 1, lookbackWindow: 1m}
      """;

  @TempDir private Path folder;

  @Test
  void objectivesThatEachStayWithinBurnTooFastTogether() throws IOException {
    SloCatalog catalog =
        SloCatalog.load(List.of(Files.writeString(folder.resolve("flow.yaml"), DOCUMENTS)))
            .catalog()
            .orElseThrow();
    Source requests = catalog.source("requests").orElseThrow();
    Source jobs = catalog.source("jobs").orElseThrow();
    try (TopologyHarness harness =
        new TopologyHarness(START, catalog.sources(), catalog.slos().toArray(Slo[]::new))) {

      // from second 120 on 6 % of the requests and 12 % of jobs are bad: burn rates of 0.6 each
      for (int second = 0; second <= 200; second++) {
        Instant at = START.plusSeconds(second);
        int bad = second >= 120 ? 3 : 0;
        harness.pipe(requests, event(at, "\"status\":500,\"n\":" + bad));
        harness.pipe(requests, event(at, "\"status\":200,\"n\":" + (50 - bad)));
        harness.pipe(jobs, event(at, "\"state\":\"failed\",\"n\":" + 2 * bad));
        harness.pipe(jobs, event(at, "\"state\":\"done\",\"n\":" + (50 - 2 * bad)));
      }
      harness.pass(Duration.ofSeconds(1));

      // 1.2 · n/60 > 1 from n = 51 bad seconds on
      JsonNode alert = JSON.readTree(only(harness.values("slo-alerts")));
      assertThat(alert.path("slo").asText()).isEqualTo("flow");
      assertThat(alert.path("objective").isMissingNode()).isTrue();
      assertThat(alert.path("state").asText()).isEqualTo("firing");
      assertThat(alert.path("at").asText()).isEqualTo("2026-01-01T00:02:51.000Z");
      assertThat(alert.path("burnRates").path("1m").asDouble()).isEqualTo(1.02);
      assertThat(burn(harness, "flow")).isEqualTo(1.2);
      assertThat(burn(harness, "flow/answered")).isEqualTo(0.6);
      assertThat(burn(harness, "flow/done")).isEqualTo(0.6);
      assertThat(harness.records("slo-budgets"))
          .extracting(record -> record.key())
          .contains("flow", "flow/answered", "flow/done");
    }
  }

  private static double burn(TopologyHarness harness, String series) throws IOException {
    return JSON.readTree(harness.view(series)).path("burnRates").path("1m").asDouble();
  }

  private static String only(List<String> values) {
    assertThat(values).hasSize(1);
    return values.get(0);
  }

  private static String event(Instant at, String field) {
    return "{\"timestamp\":\"%s\",%s}".formatted(at, field);
  }
}
