package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.Schemas;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A preview of an exclusion as another instance is told it, and who may ask for one. */
class PreviewRoutesTest {

  private final HttpFixture server = new HttpFixture();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsHowEachSeriesStandsAndWould() {
    server.countedIn("eu", "us");

    JsonNode answer =
        Schemas.json(
            server.get("/internal/v1/exclusions/preview?partition=0&document=move").body());

    assertThat(answer.path("series").findValuesAsText("id"))
        .containsExactly("cart{region=\"eu\"}", "cart{region=\"us\"}");
    assertThat(answer.at("/series/0/now/total").asLong()).isEqualTo(3_600);
    assertThat(answer.at("/series/0/with/total").asLong()).isEqualTo(3_000);
    assertThat(answer.at("/series/0").has("type")).isFalse();
  }

  @Test
  void saysWhatIsWrongWithTheDocument() {
    JsonNode answer =
        Schemas.json(server.get("/internal/v1/exclusions/preview?partition=0&document=").body());

    assertThat(answer.path("detail").asText()).isEqualTo("body: must be a document, but was empty");
  }

  @Test
  void isForAdministratorsOnly() {
    assertThat(server.ask("POST", "/api/v1/exclusions/preview").statusCode()).isEqualTo(403);
  }
}
