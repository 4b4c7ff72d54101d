package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.Schemas;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The past of a series over HTTP. */
class HistoryRoutesTest {

  private final HttpFixture server = new HttpFixture();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsTheRangeThatIsAskedFor() {
    server.countedIn("eu", "us");

    JsonNode answer = json("cart/history?series=cart%7Bregion%3D%22us%22%7D&from=-30m&step=10m");

    assertThat(answer.path("id").asText()).isEqualTo("cart{region=\"us\"}");
    assertThat(answer.path("from").asText()).isEqualTo("2026-01-01T00:30:00.000Z");
    assertThat(answer.path("to").asText()).isEqualTo("2026-01-01T01:00:00.000Z");
    assertThat(answer.path("at").toString()).isEqualTo("[1767228000,1767228600,1767229200]");
    assertThat(answer.path("total").toString()).isEqualTo("[600,600,600]");
    assertThat(answer.path("good").toString()).isEqualTo("[600,600,600]");
    assertThat(answer.path("sli").toString()).isEqualTo("[1,1,1]");
    assertThat(answer.path("remaining").toString()).isEqualTo("[1,1,1]");
    assertThat(answer.path("burnRates").toString()).isEqualTo("{\"5m\":[0,0,0]}");
    assertThat(answer.path("role").asText()).isEqualTo("active");
  }

  @Test
  void timeWindowAndAFewHundredPointsUnlessAskedOtherwise() {
    server.countedIn("eu");

    JsonNode answer = json("cart/history");

    assertThat(answer.path("stepSeconds").asLong()).isEqualTo(7_200); // of 30 days
    assertThat(answer.path("at")).hasSize(361);
    assertThat(answer.path("total").get(359).isNull()).isTrue(); // before the first event
    assertThat(answer.path("total").get(360).asLong()).isEqualTo(3_600);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cart/history | 400 | query parameter 'series': must name one of 2 series of 'cart', but was not given",
        "cart/history?series=cart | 404 | SLO 'cart': has no series 'cart' to look back at",
        "payment/history | 404 | SLO 'payment': has no series to look back at",
        "kart/history | 404 | no SLO named 'kart'",
        "cart/history?series=cart%7Bregion%3D%22us%22%7D&from=-1h&step=0s | 400 | query parameter 'step': must be a length of time such as 60s, 5m or 1h, but was '0s'",
        "cart/history?series=cart%7Bregion%3D%22us%22%7D&from=-30d&step=60s | 400 | query parameter 'step': must give at most 11,000 points, at least 236 s here, but was '60s'",
        "cart/history?series=cart%7Bregion%3D%22us%22%7D&from=2026-02-01T00:00:00Z | 400 | query parameter 'from': must be before 'to', which is 2026-01-01T01:00:00Z here, but was '2026-02-01T00:00:00Z'",
        "cart/history?serie=x | 400 | query parameter 'serie': is not known here",
      })
  void refusesWhatItCannotTell(String path, int status, String detail) {
    server.countedIn("eu", "us");

    HttpResponse<String> answer = server.get("/api/v1/slos/" + path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Schemas.json(answer.body()).path("detail").asText()).isEqualTo(detail);
  }

  @Test
  void asksToComeBackWhereNoCopyCanBeRead() {
    server.streams.hasNot(0);

    HttpResponse<String> answer = server.get("/api/v1/slos/cart/history");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
  }

  @Test
  void tellsAnotherInstanceWhatItHasItself() {
    server.countedIn("eu");

    JsonNode here = Schemas.json(server.get("/internal/v1/slos/cart/history?from=-1h").body());

    assertThat(here).isEqualTo(json("cart/history?from=-1h"));
  }

  private JsonNode json(String path) {
    return Schemas.json(server.get("/api/v1/slos/" + path).body());
  }
}
