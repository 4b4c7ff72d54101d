package dev.slostreams.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.openslo.SloCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One of the shared scenarios: events, definitions, and what the contract says must come out,
 * computed by brute force outside of this project.
 */
public record Scenario(String name) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  public Path slos() {
    return resource("slos.yaml");
  }

  public Path events() {
    return resource("events.jsonl.gz");
  }

  public SloCatalog catalog() {
    return SloCatalog.load(List.of(slos())).catalog().orElseThrow();
  }

  public List<String> eventLines() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(events())), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every expected transition as {@link #transition}. */
  public Set<String> transitions() {
    Set<String> transitions = new TreeSet<>();
    lines("transition").forEach(node -> transitions.add(transition(node)));
    return transitions;
  }

  /** Every expected budget as {@link #budget}. */
  public Set<String> budgets() {
    Set<String> budgets = new TreeSet<>();
    lines("budget").forEach(node -> budgets.add(budget(node)));
    return budgets;
  }

  /** What identifies a transition, from our record or the expected line. */
  public static String transition(JsonNode node) {
    return String.join(
        " ",
        node.path("at").asText(),
        node.path("slo").asText(),
        node.path("series").toString(),
        node.path("alert").asText(),
        node.path("severity").asText(),
        node.path("state").asText());
  }

  /** What a budget says, from our record or the expected line; shares to six decimals. */
  public static String budget(JsonNode node) {
    return String.format(
        java.util.Locale.ROOT,
        "%s %s %s %s/%d %.6f",
        node.path("at").asText(),
        node.path("slo").asText(),
        node.path("series"),
        node.path("good").decimalValue().toPlainString(),
        node.path("total").asLong(),
        node.path("remaining").asDouble());
  }

  public static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<JsonNode> lines(String type) {
    try {
      return Files.readAllLines(resource("expected.jsonl")).stream()
          .map(Scenario::parse)
          .filter(node -> node.path("type").asText().equals(type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path resource(String file) {
    try {
      return Path.of(Scenario.class.getResource("/scenarios/" + name + "/" + file).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
