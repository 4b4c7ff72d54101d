package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Label values that nobody planned for, through both stages, the store and the outputs. */
class OddLabelsTopologyTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEN_KILOBYTES = "p".repeat(10_240);

  /** Kept as they are. */
  private static final List<String> KEPT =
      List.of(
          "",
          " ",
          "a\nb",
          "a\\nb",
          "a\u0000b",
          "\u001b[2J",
          "\"} 1\n",
          "',--\t\r",
          "\u202egnp.exe",
          "\ud83d\ude00",
          "z\u0301",
          "\u00e9",
          "e\u0301",
          "null",
          "__proto__");

  private final TopologyHarness harness =
      new TopologyHarness(START, Slos.availability("availability", "service"));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void eachValueIsASeriesOfItsOwnWithAnIdOfItsOwnInValidJson() throws Exception {
    KEPT.forEach(this::event);
    harness.pipe("{\"timestamp\":\"2026-01-01T00:00:09Z\",\"service\":\"\",\"status\":200}");
    harness.pass(Duration.ofSeconds(2));

    TreeMap<String, String> labels = new TreeMap<>();
    for (TestRecord<String, String> budget : harness.records("slo-budgets")) {
      JsonNode value = JSON.readTree(budget.value());
      labels.put(budget.key(), value.path("series").path("service").textValue());
    }

    assertThat(labels.values()).containsExactlyInAnyOrderElementsOf(KEPT);
    assertThat(labels.keySet()).noneMatch(id -> id.chars().anyMatch(Character::isISOControl));
  }

  @Test
  void valuesThatAreChangedStayDifferentSeries() throws Exception {
    event(TEN_KILOBYTES + "Aa"); // of the same length and String.hashCode
    event(TEN_KILOBYTES + "BB");
    pipeEscaped("\\ud83d");
    pipeEscaped("\\ude00");
    pipeEscaped("?");
    harness.pipe("{\"timestamp\":\"2026-01-01T00:00:09Z\",\"service\":\"?\",\"status\":200}");
    harness.pass(Duration.ofSeconds(2));

    List<String> ids = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    for (TestRecord<String, String> budget : harness.records("slo-budgets")) {
      ids.add(budget.key());
      totals.add(JSON.readTree(budget.value()).path("total").asLong());
    }

    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    assertThat(totals).containsExactly(1L, 1L, 1L, 1L, 1L);
    assertThat(ids)
        .allSatisfy(id -> assertThat(id.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(400));
    assertThat(harness.values("slo-dead-letters")).isEmpty();
  }

  private void event(String service) {
    pipeEscaped(JsonNodeFactory.instance.textNode(service).toString().replaceAll("^\"|\"$", ""));
  }

  private void pipeEscaped(String service) {
    harness.pipe(
        "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"" + service + "\",\"status\":200}");
  }
}
