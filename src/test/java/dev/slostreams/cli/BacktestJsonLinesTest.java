package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.testing.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code backtest --output jsonl}, line by line, against what was computed by brute force. */
class BacktestJsonLinesTest {

  private static final Scenario QUIET = new Scenario("quiet");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void quietScenarioIsAnsweredToTheLastDigitShown() throws IOException {
    List<String> transitions = expected("transition");
    List<String> budgets = expected("budget");

    int exitCode = backtest();

    assertThat(exitCode).isZero();
    assertThat(err.toString().lines()).allMatch(line -> line.startsWith("warning: "));
    assertThat(answered("transition")).containsExactlyElementsOf(transitions);
    assertThat(answered("budget")).containsExactlyInAnyOrderElementsOf(budgets);
  }

  @Test
  void summaryIsTheLastLine() {
    int events = QUIET.eventLines().size();

    backtest();

    assertThat(out.toString().lines().reduce((first, second) -> second))
        .contains(
            "{\"type\":\"summary\",\"events\":%d,\"counted\":%d,\"invalid\":0,\"malformed\":0,\"late\":0,\"expired\":0,\"excluded\":0}"
                .formatted(events, events));
  }

  private int backtest() {
    return Main.execute(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        "backtest",
        "--slos",
        QUIET.slos().toString(),
        "--events",
        QUIET.events().toString(),
        "--output",
        "jsonl");
  }

  private List<String> answered(String type) {
    return out.toString()
        .lines()
        .filter(line -> isOf(type, Scenario.parse(line)))
        .map(BacktestJsonLinesTest::withoutTier)
        .toList();
  }

  /** The lines of the scenario, written as we write them: rates to 4 decimals, shares to 9. */
  private static List<String> expected(String type) throws IOException {
    return Files.readAllLines(QUIET.slos().resolveSibling("expected.jsonl")).stream()
        .map(Scenario::parse)
        .filter(node -> isOf(type, node))
        .map(BacktestJsonLinesTest::rounded)
        .toList();
  }

  /** The scenarios say nothing of tiers. */
  private static String withoutTier(String line) {
    ObjectNode node = (ObjectNode) Scenario.parse(line);
    return node.has("tier") ? node.without(List.of("tier", "action")).toString() : line;
  }

  private static boolean isOf(String type, JsonNode node) {
    return node.path("type").asText().equals(type);
  }

  private static String rounded(JsonNode line) {
    ObjectNode node = (ObjectNode) line;
    if (node.get("burnRates") instanceof ObjectNode rates) {
      rates.properties().forEach(rate -> round(rates, rate.getKey(), 4));
    } else {
      round(node, "consumed", 9);
      round(node, "remaining", 9);
    }
    return node.toString();
  }

  private static void round(ObjectNode node, String field, int digits) {
    BigDecimal exact = new BigDecimal(node.get(field).asText());
    BigDecimal rounded = exact.setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
    node.put(field, rounded.scale() < 0 ? rounded.setScale(0) : rounded);
  }
}
