package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.metrics.MetricNames;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records in at explicit times, all outputs compared. */
class SloTopologyTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Slo slo =
      Slos.with(Slos.availability(), Slos.policy("page", "page", Slos.burn("10", 60)));
  private final TopologyHarness harness = new TopologyHarness(START, slo);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void outageFiresAtTheFirstTickOverTheThresholdAndIsSentOnce() throws Exception {
    eventEverySecond(0, 100, 200);
    eventEverySecond(100, 103, 500);
    harness.pass(Duration.ofMillis(200));

    List<TestRecord<String, String>> alerts = harness.records("slo-alerts");

    // one failure in 60 events is burn 16.7 > 10; the tick after its second is 101
    assertThat(alerts).hasSize(1);
    JsonNode alert = JSON.readTree(alerts.get(0).value());
    assertThat(alert.path("state").asText()).isEqualTo("firing");
    assertThat(alert.path("at").asText()).isEqualTo("2026-01-01T00:01:41.000Z");
    assertThat(alert.path("burnRates").path("1m").asDouble()).isEqualTo(16.6667);
    assertThat(alerts.get(0).key()).isEqualTo("availability/page");
    assertThat(new String(alerts.get(0).headers().lastHeader("ce_type").value()))
        .isEqualTo("dev.slo-streams.alert.firing");
    assertThat(harness.records("slo-alert-states")).hasSize(1);
  }

  @Test
  void tickWaitsForTheWatermark() {
    eventEverySecond(0, 100, 200);
    harness.event(START.plusSeconds(100), 500);
    harness.event(START.plusMillis(101_999), 200);

    assertThat(harness.values("slo-alerts")).isEmpty();

    harness.event(START.plusMillis(102_000), 200);

    assertThat(harness.values("slo-alerts")).hasSize(1);
  }

  @Test
  void silenceAtTheEndOfTheSourceMovesTime() throws Exception {
    eventEverySecond(0, 100, 200);
    harness.event(START.plusSeconds(100), 500);
    harness.atEnd(true);
    harness.pass(Duration.ofSeconds(4));

    assertThat(harness.values("slo-alerts")).isEmpty();

    harness.pass(Duration.ofSeconds(200));

    // the window of 60 s is empty at second 161, and calm for 30 s at second 191
    List<String> alerts = harness.values("slo-alerts");
    assertThat(alerts).hasSize(2);
    assertThat(JSON.readTree(alerts.get(0)).path("at").asText())
        .isEqualTo("2026-01-01T00:01:41.000Z");
    assertThat(JSON.readTree(alerts.get(1)).path("endsAt").asText())
        .isEqualTo("2026-01-01T00:03:11.000Z");
  }

  @Test
  void silenceBeforeTheEndOfTheSourceIsNoObservation() {
    eventEverySecond(0, 100, 200);
    harness.event(START.plusSeconds(100), 500);
    harness.atEnd(false);

    harness.pass(Duration.ofSeconds(50));

    assertThat(harness.values("slo-alerts")).isEmpty();
  }

  @Test
  void whatCannotBeCountedGoesToTheDeadLettersWithItsReasonAndTheRestGoesOn() {
    harness.event(START, 200);
    harness.pipe("{\"timestamp\":\"2026-01-01T00:00:00Z\"}");
    harness.pipe("no json");
    harness.pipe((String) null);
    harness.event(START.plusSeconds(301), 200);
    harness.event(START.plusSeconds(1), 200);

    List<String> reasons =
        harness.records("slo-dead-letters").stream()
            .map(r -> new String(r.headers().lastHeader("slo.error.reason").value()))
            .toList();

    assertThat(reasons).containsExactly("missing_field", "not_json", "empty", "future");
    assertThat(harness.counter(MetricNames.COUNTED, MetricNames.SLO, "availability")).isEqualTo(2);
  }

  @Test
  void budgetIsSentAtMostOncePerSecondAndOnlyWhenItChanged() throws Exception {
    eventEverySecond(0, 10, 200);
    harness.pass(Duration.ofMillis(200));

    List<String> first = harness.values("slo-budgets");
    harness.pass(Duration.ofMillis(900));
    List<String> unchanged = harness.values("slo-budgets");
    eventEverySecond(10, 20, 500);
    harness.pass(Duration.ofMillis(1_000));
    List<String> changed = harness.values("slo-budgets");

    assertThat(first).hasSize(1);
    assertThat(JSON.readTree(first.get(0)).path("total").asLong()).isEqualTo(8);
    assertThat(unchanged).isEmpty();
    assertThat(changed).hasSize(1);
    assertThat(JSON.readTree(changed.get(0)).path("good").asLong()).isEqualTo(10);
    assertThat(JSON.readTree(changed.get(0)).path("total").asLong()).isEqualTo(18);
    assertThat(harness.view("availability")).isEqualTo(changed.get(0));
  }

  @Test
  void lateEventIsCountedAndSaid() throws Exception {
    eventEverySecond(0, 100, 200);
    harness.event(START.plusSeconds(50), 200);
    harness.pass(Duration.ofMillis(200));

    assertThat(harness.counter(MetricNames.LATE, MetricNames.SLO, "availability")).isEqualTo(1);
    assertThat(JSON.readTree(harness.view("availability")).path("total").asLong()).isEqualTo(99);
  }

  private void eventEverySecond(int from, int to, int status) {
    for (int second = from; second < to; second++) {
      harness.event(START.plusSeconds(second), status);
    }
  }
}
