package dev.slostreams.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts on slo-streams itself, and what {@code docs/operations.md} says to do about each. */
class AlertRulesTest {

  private static final Path RULES = Path.of("config/prometheus/rules/slo-streams.yml");
  private static final Path FOR_SLOTH = Path.of("config/prometheus/rules/sloth.yml");
  private static final Path OPERATOR =
      Path.of("config/kubernetes/components/monitoring/prometheusrule.yaml");

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertHasASectionOfItsOwn(JsonNode alert) throws IOException {
    String name = alert.get("alert").textValue();

    String runbook = alert.at("/annotations/runbook_url").asText();

    assertThat(runbook)
        .isEqualTo("https://slo-streams.dev/docs/operations#" + name.toLowerCase(Locale.ROOT));
    assertThat(operations()).contains("### " + name);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertIsInTheTableOfSeverities(JsonNode alert) throws IOException {
    String severity = alert.at("/labels/severity").asText("without");
    String name = alert.get("alert").textValue();

    String row =
        operations().stream()
            .filter(line -> line.startsWith("| `" + severity) || line.startsWith("| " + severity))
            .findFirst()
            .orElseThrow();

    assertThat(row).containsAnyOf(name, "all others");
  }

  @Test
  void everySectionIsOfAnAlertThatIsThere() throws IOException {
    List<String> sections =
        operations().stream()
            .dropWhile(line -> !line.equals("## Alerts on slo-streams itself"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring("### ".length()))
            .toList();

    List<String> names = alerts().map(alert -> alert.get("alert").textValue()).toList();

    assertThat(sections).isEqualTo(names);
  }

  @Test
  void operatorIsGivenTheSameRules() {
    assertThat(Yaml.read(OPERATOR).at("/spec/groups")).isEqualTo(Yaml.read(RULES).get("groups"));
  }

  static Stream<JsonNode> alerts() {
    return Stream.of(RULES, FOR_SLOTH)
        .flatMap(file -> stream(Yaml.read(file).get("groups")))
        .flatMap(group -> stream(group.get("rules")));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<String> operations() throws IOException {
    return Files.readAllLines(Path.of("docs/operations.md"));
  }
}
