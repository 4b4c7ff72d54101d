package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of routes in docs/api.md against the OpenAPI document. */
class ApiDocTest {

  /** {@code | GET | `/api/v1/series` | read | …}. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (GET|POST) \\| `([^`]+)` \\| (\\w+) \\|");

  /** Method, path and who may use it. */
  @Test
  void tableHasTheRoutesOfTheOpenApiDocument() throws IOException {
    List<String> described = described();

    List<String> listed =
        ROW.matcher(Files.readString(Path.of("docs/api.md")))
            .results()
            .map(ApiDocTest::line)
            .toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(described);
  }

  private static String line(MatchResult row) {
    return String.join(" ", row.group(1), row.group(2), row.group(3));
  }

  private static List<String> described() {
    JsonNode document = Schemas.json(Resources.read("openapi.json"));
    List<String> lines = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            lines.add(
                                String.join(
                                    " ",
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    scope(operation.getValue())))));
    return lines;
  }

  private static String scope(JsonNode operation) {
    JsonNode security = operation.required("security");
    return security.isEmpty() ? "open" : security.get(0).fieldNames().next();
  }
}
