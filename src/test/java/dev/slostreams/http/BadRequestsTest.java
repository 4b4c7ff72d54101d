package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.BadInputs;
import dev.slostreams.testing.BadInputs.Row;
import dev.slostreams.testing.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The requests of {@code docs/bad-input.md}: the status that it says, and the reason. */
class BadRequestsTest {

  private final HttpFixture server = new HttpFixture();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void requestsAreRefusedAsThePageSays() {
    List<Row> rows = BadInputs.rows("Requests", 0);

    assertThat(BadInputs.each(rows, this::answer))
        .isEqualTo(BadInputs.each(rows, row -> row.codes(2).get(0) + " " + row.codes(2).get(1)));
  }

  private String answer(Row row) {
    List<String> parts =
        row.parts(1).stream().map(part -> new String(part, StandardCharsets.ISO_8859_1)).toList();
    List<String> lines = new ArrayList<>(List.of(parts.get(0) + " HTTP/1.1"));
    lines.addAll(parts.subList(1, parts.size()));
    if (parts.stream().noneMatch(part -> part.startsWith("Host: "))) {
      lines.add("Host: localhost");
    }
    lines.add("Connection: close");
    String answer = raw(lines);
    String detail =
        Schemas.json(answer.substring(answer.indexOf("\r\n\r\n") + 4)).path("detail").asText();
    String wanted = row.codes(2).get(1);
    return answer.substring(9, 12) + " " + (detail.contains(wanted) ? wanted : detail);
  }

  private String raw(List<String> lines) {
    try {
      return server.raw(lines.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
