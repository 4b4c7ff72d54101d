package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.MetricNames;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a scrape shows of a running topology. */
class MetricsTopologyTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** The names with their labels, without what is known of single series. */
  private static List<String> linesWith(int groups) {
    try (TopologyHarness harness =
        new TopologyHarness(START, Slos.availability("availability", "service"))) {
      for (int i = 0; i < groups; i++) {
        harness.event(START.plusMillis(i), "service-" + i, 200);
      }
      harness.event(START.plusSeconds(60), "service-0", 200);
      harness.pass(Duration.ofSeconds(2));
      return harness
          .scrape()
          .lines()
          .filter(line -> !line.startsWith("#"))
          .filter(line -> !line.startsWith(MetricNames.REMAINING))
          .map(line -> line.substring(0, line.lastIndexOf(' ')))
          .toList();
    }
  }

  @Test
  void numberOfLinesDoesNotDependOnTheNumberOfSeries() {
    List<String> one = linesWith(1);

    assertThat(linesWith(10_000))
        .isEqualTo(one)
        .contains("slo_streams_series{slo=\"availability\"}");
  }

  /**
   * Of 9 events 3 are rejected (future, no JSON, no value) and 1 is invalid (no status); the SLO
   * counts 5. Of these one is late and counts, one is expired, and the last one waits for its tick.
   */
  @Test
  void everyEventIsAccountedFor() {
    try (TopologyHarness harness = new TopologyHarness(START, Slos.availability())) {
      harness.event(START, 200);
      harness.event(START.plusSeconds(60), 500);
      harness.pass(Duration.ofSeconds(70));
      harness.event(START.plusSeconds(10), 200);
      harness.event(START.minus(Duration.ofDays(60)), 200);
      harness.pipe("{\"timestamp\":\"%s\",\"service\":\"cart\"}".formatted(START));
      harness.event(START.plus(Duration.ofDays(1)), 200);
      harness.pipe("{");
      harness.pipe((byte[]) null);
      harness.event(START.plusSeconds(62), 200);
      harness.pass(Duration.ofSeconds(2));

      String scrape = harness.scrape();

      assertThat(sum(scrape, MetricNames.EVENTS)).isEqualTo(9);
      assertThat(sum(scrape, MetricNames.REJECTED)).isEqualTo(3);
      assertThat(sum(scrape, MetricNames.INVALID)).isEqualTo(1);
      assertThat(sum(scrape, MetricNames.COUNTED)).isEqualTo(5);
      assertThat(sum(scrape, MetricNames.LATE)).isEqualTo(1);
      assertThat(sum(scrape, MetricNames.EXPIRED)).isEqualTo(1);
      assertThat(harness.view("availability")).contains("\"total\":3");
    }
  }

  private static double sum(String scrape, String metric) {
    return scrape
        .lines()
        .filter(line -> line.startsWith(metric + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void sloIsThereBeforeItsFirstEvent() {
    try (TopologyHarness harness = new TopologyHarness(START, Slos.availability())) {
      harness.pass(Duration.ofSeconds(2));

      assertThat(harness.scrape()).contains("sloth_slo_info{sloth_id=\"shop-availability\"");
    }
  }

  @Test
  void whatIsLeftOfABudgetIsShownPerSeries() {
    try (TopologyHarness harness = new TopologyHarness(START, Slos.availability())) {
      harness.event(START, 200);
      harness.event(START.plusSeconds(60), 200);
      harness.pass(Duration.ofSeconds(2));

      assertThat(harness.scrape())
          .contains(
              MetricNames.REMAINING
                  + "{objective=\"\",series=\"availability\",service=\"shop\",slo=\"availability\"} 1.0");
    }
  }

  @Test
  void closedPartitionLeavesNoLine() {
    TopologyHarness harness = new TopologyHarness(START, Slos.availability());
    harness.pass(Duration.ofSeconds(2));

    harness.close();

    assertThat(harness.scrape()).doesNotContain("sloth").doesNotContain(MetricNames.REMAINING);
  }
}
