package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.metrics.Meters;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exclusions and freeze exceptions over HTTP. */
class OrderRoutesTest {

  private static final String ADMIN = "admin-secret-0123456789";

  private final HttpServer server =
      HttpServer.listen(
              new HttpSettings(
                  "127.0.0.1", 0, List.of(), false, Tokens.of(Map.of(Scope.ADMIN, ADMIN))))
          .serve(
              List.of(new OrderRoutes(new FakeOrders(), () -> Instant.ofEpochSecond(Views.TICK))),
              Meters.unread());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void exclusionsAreListedWithTheirStateAndOrigin() {
    JsonNode answer = Schemas.json(ask("GET", "/api/v1/exclusions", "").body());

    List<String> lines = new ArrayList<>();
    for (JsonNode one : answer.get("exclusions")) {
      lines.add(
          one.get("name").asText()
              + " "
              + one.get("state").asText()
              + " "
              + one.get("origin").asText()
              + " "
              + one.at("/order/recordedBy").asText("-"));
    }
    assertThat(lines)
        .containsExactly(
            "of-a-file over file -",
            "now in-force ordered jo@laptop",
            "soon planned ordered jo@laptop",
            "taken-back undone ordered jo@laptop");
  }

  @Test
  void freezeExceptionsAreListedWithTheirState() {
    JsonNode answer = Schemas.json(ask("GET", "/api/v1/freeze-exceptions", "").body());

    assertThat(answer.findValuesAsText("state")).containsExactly("in-force", "undone");
  }

  @Test
  void orderSaysWhatWasRecorded() {
    HttpResponse<String> answer = ask("POST", "/api/v1/exclusions?by=jo", "move");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(Schemas.json(answer.body()))
        .isEqualTo(
            Schemas.json(
                """
                {"name": "move", "effectiveAt": "2026-01-01T01:00:10.000Z", "undoneAt": null,
                 "recordedBy": "jo (http)", "recordedAt": "2026-01-01T01:00:00Z"}
                """));
  }

  @Test
  void documentThatIsWrongIsRefusedWithItsProblems() {
    HttpResponse<String> answer = ask("POST", "/api/v1/freeze-exceptions", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Schemas.json(answer.body()).get("detail").asText())
        .isEqualTo("body: must be a document, but was empty");
  }

  @Test
  void orderAgainstFixedDefinitionsSaysWhereToOrder() {
    HttpResponse<String> answer = ask("POST", "/api/v1/exclusions", "fixed");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Schemas.json(answer.body()).get("detail").asText())
        .isEqualTo(
            "definitions: must stand in files for something to be ordered, but are fixed here, as in"
                + " the demo");
    assertThat(Schemas.json(answer.body()).get("hint").asText())
        .isEqualTo("order on an instance of './slo-streams run'; docs/exclusions.md shows how");
  }

  @Test
  void undoSaysFromWhen() {
    HttpResponse<String> answer = ask("POST", "/api/v1/exclusions/now/undo", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Schemas.json(answer.body()).get("undoneAt").asText())
        .isEqualTo("2026-01-01T01:00:10.000Z");
  }

  @Test
  void undoOfWhatWasNeverOrderedIsNotFound() {
    assertThat(ask("POST", "/api/v1/exclusions/of-a-file/undo", "").statusCode()).isEqualTo(404);
  }

  @Test
  void undoOfWhatIsUndoneIsAConflict() {
    assertThat(ask("POST", "/api/v1/exclusions/taken-back/undo", "").statusCode()).isEqualTo(409);
  }

  private HttpResponse<String> ask(String method, String path, String body) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(server.uri().resolve(path))
                  .header("Authorization", "Bearer " + ADMIN)
                  .method(method, BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
