package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of tier on the topics: an outage from birth over a budget of 1,000 s at 90 %. */
class TierTopologyTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Slo SLO =
      Slos.withBudgetPolicy(
          Slos.withTarget(Slos.withTimeWindow(Slos.availability(), 1_000), "0.9"),
          new BudgetPolicy("releases", BudgetPolicy.DEFAULT_TIERS));
  private static final FreezeException HOTFIX =
      new FreezeException(
          "hotfix",
          new Scope(Set.of("availability"), Set.of()),
          START.getEpochSecond() + 80,
          START.getEpochSecond() + 90,
          "ada",
          "the fix itself");

  private static final Controls KNOWN =
      new Controls(
          List.of(
              new DefinitionSet(
                  new DefinitionsId(DefinitionsId.BEGINNING, ""),
                  List.of(TopologyHarness.SOURCE),
                  List.of(SLO),
                  Exclusions.NONE,
                  List.of(HOTFIX))));

  private final TopologyHarness harness = new TopologyHarness(START, KNOWN);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void changesOfTierAndActionAreSentOnceToAlertsAndStates() {
    for (int second = 0; second <= 93; second++) {
      harness.event(START.plusSeconds(second), 500);
    }

    List<TestRecord<String, String>> alerts = harness.records("slo-alerts");

    // 10 · age / 1,000 of the budget: half at 50, three quarters at 75, 0.95 at 95
    assertThat(alerts)
        .extracting(record -> text(Schemas.json(record.value().getBytes(StandardCharsets.UTF_8))))
        .containsExactly(
            "2026-01-01T00:00:50.000Z green yellow warn 0.5 ",
            "2026-01-01T00:01:15.000Z yellow orange freeze 0.75 ",
            "2026-01-01T00:01:20.000Z orange orange allow 0.8 hotfix",
            "2026-01-01T00:01:30.000Z orange orange freeze 0.9 ");
    assertThat(alerts)
        .allSatisfy(record -> assertThat(record.key()).isEqualTo("availability/tier"))
        .allSatisfy(
            record ->
                assertThat(record.headers().lastHeader("ce_type").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("dev.slo-streams.tier"))
        .allSatisfy(
            record ->
                assertThat(
                        Schemas.objections(
                            Schemas.topology("tier"),
                            Schemas.json(record.value().getBytes(StandardCharsets.UTF_8))))
                    .isEmpty());
    assertThat(harness.values("slo-alert-states"))
        .isEqualTo(alerts.stream().map(TestRecord::value).toList());
  }

  @Test
  void budgetShowsTierActionAndException() {
    for (int second = 0; second <= 82; second++) {
      harness.event(START.plusSeconds(second), 500);
    }
    harness.pass(Duration.ofSeconds(2));

    JsonNode budget = Schemas.json(harness.view("availability").getBytes(StandardCharsets.UTF_8));

    assertThat(Schemas.objections(Schemas.topology("budget"), budget)).isEmpty();
    assertThat(budget.path("tier").asText()).isEqualTo("orange");
    assertThat(budget.path("action").asText()).isEqualTo("allow");
    assertThat(budget.path("exception").path("approvedBy").asText()).isEqualTo("ada");
    assertThat(budget.path("exception").path("until").asText())
        .isEqualTo("2026-01-01T00:01:30.000Z");
  }

  @Test
  void exceptionOrderedWhileRunningIsInForceFromItsFirstTickOn() {
    FreezeException ordered =
        new FreezeException(
            "rollback",
            HOTFIX.scope(),
            START.getEpochSecond() + 77,
            START.getEpochSecond() + 79,
            "jo",
            "back to what worked");
    for (int second = 0; second <= 76; second++) {
      harness.event(START.plusSeconds(second), 500);
    }
    harness.learn(new Controls(KNOWN.sets(), Exclusions.NONE, List.of(ordered)));
    for (int second = 77; second <= 81; second++) {
      harness.event(START.plusSeconds(second), 500);
    }

    assertThat(harness.values("slo-alerts"))
        .extracting(value -> text(Schemas.json(value.getBytes(StandardCharsets.UTF_8))))
        .containsExactly(
            "2026-01-01T00:00:50.000Z green yellow warn 0.5 ",
            "2026-01-01T00:01:15.000Z yellow orange freeze 0.75 ",
            "2026-01-01T00:01:17.000Z orange orange allow 0.77 rollback",
            "2026-01-01T00:01:19.000Z orange orange freeze 0.79 ",
            "2026-01-01T00:01:20.000Z orange orange allow 0.8 hotfix");
  }

  private static String text(JsonNode change) {
    return "%s %s %s %s %s %s"
        .formatted(
            change.path("at").asText(),
            change.path("from").asText(),
            change.path("tier").asText(),
            change.path("action").asText(),
            change.path("consumed").asText(),
            change.path("exception").path("name").asText());
  }
}
