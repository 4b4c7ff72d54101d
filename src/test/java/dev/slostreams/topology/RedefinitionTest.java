package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.metrics.MetricNames;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Definitions that change while events flow: every second is counted by the set it belongs to. */
class RedefinitionTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long CHANGE = START.getEpochSecond() + 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Slo slo =
      Slos.with(Slos.availability(), Slos.policy("page", "page", Slos.burn("10", 60)));
  private TopologyHarness harness = new TopologyHarness(START, known(slo));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void anotherTargetKeepsTheCounts() throws Exception {
    eventEverySecond(0, 40, 200);
    harness.learn(changed(known(slo), CHANGE, Slos.withTarget(slo, "0.5")));
    eventEverySecond(40, 100, 200);
    harness.pass(Duration.ofSeconds(1));

    JsonNode budget = view("availability");

    assertThat(budget.path("total").asLong()).isEqualTo(98); // seconds 0 to 97, watermark 98
    assertThat(budget.path("target").asDouble()).isEqualTo(0.5);
  }

  @Test
  void whatCountsSomethingElseBeginsAtTheExactSecondAndTheOldSeriesStaysVisible() throws Exception {
    eventEverySecond(0, 40, 404);
    harness.learn(changed(known(slo), CHANGE, strict(slo)));
    eventEverySecond(40, 100, 404);
    harness.pass(Duration.ofSeconds(1));

    JsonNode now = view("availability");
    JsonNode ended = view("availability@" + CHANGE);

    assertThat(now.path("total").asLong()).isEqualTo(48); // seconds 50 to 97
    assertThat(now.path("good").asLong()).isZero(); // 404 is bad now
    assertThat(ended.path("total").asLong()).isEqualTo(50); // seconds 0 to 49
    assertThat(ended.path("good").asLong()).isEqualTo(50);
    assertThat(ended.path("dataState").asText()).isEqualTo("ended");
    assertThat(ended.path("at").asText()).isEqualTo("2026-01-01T00:00:50.000Z");
  }

  @Test
  void endedSeriesIsShownForADay() {
    eventEverySecond(0, 40, 200);
    harness.learn(changed(known(slo), CHANGE, strict(slo)));
    eventEverySecond(40, 100, 200);
    harness.pass(Duration.ofSeconds(1));
    harness.records("slo-budgets");

    harness.pass(Duration.ofDays(1).plusSeconds(10));
    harness.event(START.plusSeconds(86_400 + 49), 200);
    harness.event(START.plusSeconds(86_400 + 50), 200);
    harness.pass(Duration.ofSeconds(1));
    boolean shownBefore = harness.view("availability@" + CHANGE) != null;
    harness.event(START.plusSeconds(86_400 + 51), 200);
    harness.pass(Duration.ofSeconds(1));

    assertThat(shownBefore).isTrue();
    assertThat(harness.view("availability@" + CHANGE)).isNull();
    assertThat(harness.records("slo-budgets"))
        .filteredOn(record -> record.key().equals("availability@" + CHANGE))
        .extracting(TestRecord::value)
        .containsExactly((String) null);
  }

  @Test
  void alertOfADefinitionThatEndsIsResolvedAtItsLastTick() throws Exception {
    eventEverySecond(0, 40, 500);
    harness.learn(changed(known(slo), CHANGE, strict(slo)));
    eventEverySecond(40, 49, 500);
    eventEverySecond(49, 100, 200);
    harness.pass(Duration.ofSeconds(1));

    List<JsonNode> alerts = alerts();

    // 1 bad of 1 in the first second: 1 / 0.001 · 1 s / 60 s = 16.7 > 10
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(1).path("state").asText()).isEqualTo("resolved");
    assertThat(alerts.get(1).path("at").asText()).isEqualTo("2026-01-01T00:00:50.000Z");
    assertThat(alerts.get(1).path("reason").asText()).isEqualTo("definition changed or gone");
  }

  @Test
  void batchAcrossTheChangeIsSplitAtItsSecond() throws Exception {
    harness.learn(changed(known(slo), CHANGE, strict(slo)));
    eventEverySecond(0, 50, 404);
    eventEverySecond(60, 70, 404);
    harness.event(START.plusSeconds(45), 404); // late, and of the old definition
    harness.event(START.plusSeconds(55), 404); // late, and of the new one
    harness.pass(Duration.ofSeconds(1));

    assertThat(view("availability@" + CHANGE).path("total").asLong()).isEqualTo(50);
    assertThat(view("availability").path("total").asLong()).isEqualTo(9); // 60 to 67, and 55
    assertThat(harness.counter(MetricNames.SUPERSEDED, MetricNames.SLO, "availability"))
        .isEqualTo(1);
    assertThat(harness.counter(MetricNames.LATE, MetricNames.SLO, "availability")).isEqualTo(1);
  }

  @Test
  void lateEventOfAnSloThatCountsTheSameIsCounted() throws Exception {
    harness.learn(changed(known(slo), CHANGE, Slos.withTarget(slo, "0.5")));
    eventEverySecond(0, 70, 200);
    harness.event(START.plusSeconds(45), 200);
    harness.pass(Duration.ofSeconds(1));

    assertThat(view("availability").path("total").asLong()).isEqualTo(69);
    assertThat(harness.counter(MetricNames.SUPERSEDED, MetricNames.SLO, "availability")).isZero();
  }

  @Test
  void sloThatIsNewCountsFromTheChangeOn() throws Exception {
    eventEverySecond(0, 40, 200);
    harness.learn(changed(known(slo), CHANGE, slo, Slos.availability("other")));
    eventEverySecond(40, 100, 200);
    harness.pass(Duration.ofSeconds(1));

    assertThat(view("availability").path("total").asLong()).isEqualTo(98);
    assertThat(view("other").path("total").asLong()).isEqualTo(48);
  }

  @Test
  void sloThatIsGoneEnds() throws Exception {
    harness.close();
    harness = new TopologyHarness(START, known(slo, Slos.availability("other")));
    eventEverySecond(0, 40, 200);
    harness.learn(changed(known(slo, Slos.availability("other")), CHANGE, slo));
    eventEverySecond(40, 100, 200);
    harness.pass(Duration.ofSeconds(1));

    assertThat(harness.view("other")).isNull();
    assertThat(view("other@" + CHANGE).path("total").asLong()).isEqualTo(50);
    assertThat(view("availability").path("total").asLong()).isEqualTo(98);
  }

  @Test
  void changeLearnedTooLateIsInForceAtOnceAndSaid() throws Exception {
    eventEverySecond(0, 70, 200);
    harness.learn(changed(known(slo), CHANGE, strict(slo)));
    eventEverySecond(70, 100, 404);
    harness.pass(Duration.ofSeconds(1));

    long appliedAt = START.getEpochSecond() + 68;
    assertThat(view("availability@" + appliedAt).path("total").asLong()).isEqualTo(68);
    assertThat(view("availability").path("total").asLong()).isEqualTo(28); // 70 to 97
    assertThat(harness.counter(MetricNames.REDEFINED, MetricNames.STATE, "late")).isEqualTo(1);
  }

  @Test
  void severalChangesAreGoneThroughInTheirOrder() throws Exception {
    harness.learn(
        changed(
            changed(known(slo), CHANGE, strict(slo)),
            CHANGE + 20,
            Slos.availability("other"),
            slo));
    eventEverySecond(0, 100, 404);
    harness.pass(Duration.ofSeconds(1));

    assertThat(view("availability@" + CHANGE).path("total").asLong()).isEqualTo(50);
    assertThat(view("availability@" + (CHANGE + 20)).path("total").asLong()).isEqualTo(20);
    assertThat(view("availability").path("total").asLong()).isEqualTo(28); // 70 to 97
    assertThat(view("other").path("total").asLong()).isEqualTo(28);
  }

  @Test
  void changesThatLieBeforeTheFirstEventAreNotLate() throws Exception {
    harness.learn(changed(known(slo), CHANGE - 3_600, strict(slo)));
    eventEverySecond(0, 100, 404);
    harness.pass(Duration.ofSeconds(1));

    assertThat(view("availability").path("good").asLong()).isZero();
    assertThat(view("availability").path("total").asLong()).isEqualTo(98);
    assertThat(harness.counter(MetricNames.REDEFINED, MetricNames.STATE, "late")).isZero();
  }

  private static Controls known(Slo... slos) {
    return Controls.fixed(List.of(TopologyHarness.SOURCE), List.of(slos));
  }

  private static Controls changed(Controls known, long from, Slo... slos) {
    return known.with(
        new DefinitionSet(
            new DefinitionsId(from, "changed-" + from),
            List.of(TopologyHarness.SOURCE),
            List.of(slos)));
  }

  /** The same SLO, for which 4xx is bad: it counts something else. */
  private static Slo strict(Slo slo) {
    Indicator indicator =
        new Indicator.Ratio(
            "requests", Selection.ALL, new Selection("status < 400", "1"), Part.GOOD, List.of());
    return Slos.with(slo, indicator);
  }

  private void eventEverySecond(int from, int to, int status) {
    for (int second = from; second < to; second++) {
      harness.event(START.plusSeconds(second), status);
    }
  }

  private JsonNode view(String series) throws Exception {
    return JSON.readTree(harness.view(series));
  }

  private List<JsonNode> alerts() throws Exception {
    List<JsonNode> alerts = new ArrayList<>();
    for (String value : harness.values("slo-alerts")) {
      alerts.add(JSON.readTree(value));
    }
    return alerts;
  }
}
