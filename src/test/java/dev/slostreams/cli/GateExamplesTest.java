package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code config/gate} and {@code docs/gate.md} ask, held to the program. */
class GateExamplesTest {

  private static final Path FOLDER = Path.of("config/gate");

  @Test
  void stepOfAWorkflowRunsTheCommand() throws IOException {
    String script = read("github-actions.yaml").at("/jobs/deploy/steps/1/run").asText();

    Matcher command = Pattern.compile("slo-streams (gate [^|]*)").matcher(script);

    assertThat(command.find()).isTrue();
    assertParses(command.group(1));
    assertThat(script).contains("0)", "1)", "*)", "${PIPESTATUS[0]}");
  }

  @Test
  void canaryAnalysisAsksTheRouteForAVerdict() throws IOException {
    JsonNode metric = read("argo-rollouts.yaml").at("/spec/metrics/0");

    URI url = URI.create(metric.at("/provider/web/url").asText().replaceAll("\\{\\{[^}]*}}", "x"));

    assertThat(url.getPath()).isEqualTo("/api/v1/gate");
    assertThat(url.getRawQuery()).isEqualTo("service=x&label=version%3Dx");
    assertThat(metric.at("/provider/web/jsonPath").asText()).isEqualTo("{$.verdict}");
    assertThat(metric.get("successCondition").asText())
        .isEqualTo("result == \"allow\" || result == \"warn\"");
    assertThat(metric.get("failureCondition").asText()).isEqualTo("result == \"block\"");
  }

  @Test
  void steadyStateOfAnExperimentIsThatItExitsWithAllow() throws IOException {
    JsonNode probe = read("chaos-toolkit.yaml").at("/steady-state-hypothesis/probes/0");

    assertThat(probe.at("/provider/path").asText()).isEqualTo("slo-streams");
    assertThat(probe.get("tolerance").asInt()).isZero();
    assertParses(probe.at("/provider/arguments").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--slo",
        "--service",
        "--label",
        "--block-on",
        "--warn-as",
        "--output",
        "--url",
        "--timeout",
        "--token-file"
      })
  void documentationKnowsEveryOption(String option) throws IOException {
    assertThat(Files.readString(Path.of("docs/gate.md"))).contains("`" + option + " ");
  }

  private static void assertParses(String command) {
    List<String> words =
        Arrays.stream(command.strip().split("\\s+"))
            .map(word -> word.startsWith("\"") || word.startsWith("$") ? "http://x" : word)
            .toList();

    CommandLine.ParseResult parsed =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .parseArgs(words.toArray(String[]::new));

    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("gate");
  }

  private static JsonNode read(String file) throws IOException {
    return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
  }
}
