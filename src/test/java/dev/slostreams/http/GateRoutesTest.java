package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.testing.FakeStreams;
import dev.slostreams.testing.Schemas;
import dev.slostreams.wire.DataState;
import java.net.http.HttpResponse;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate over HTTP; a series of cart has tier yellow, whose action is warn. */
class GateRoutesTest {

  private final HttpFixture server = new HttpFixture();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answerSaysTheVerdictWhyAndAsOfWhen() {
    server.cartIn("eu", 0, DataState.OK);

    JsonNode answer = ask("slo=cart");

    assertThat(answer)
        .isEqualTo(
            Schemas.json(
                """
                {"verdict":"warn","exitCode":1,
                 "reasons":[{"code":"budget-warn","verdict":"warn","series":"cart{region=\\"eu\\"}","detail":"tier 'yellow', 50.00%% of the budget left"}],
                 "series":[{"id":"cart{region=\\"eu\\"}","verdict":"warn","remaining":0.5,"tier":"yellow","action":"warn","firing":[],"dataState":"ok","stale":false,"at":"2026-01-01T01:00:00.000Z"}],
                 "asOf":null,"dataState":"ok","complete":true,"missingPartitions":[],
                 "partitions":[{"partition":0,"servedBy":"%s","role":"active","stale":false,"lagRecords":0,"asOf":null}]}
                """
                    .formatted(FakeStreams.SELF)));
  }

  @Test
  void worstDecidesOverSeriesAndSlos() {
    server.cartIn("eu", 0, DataState.OK).cartIn("us", 0, DataState.LAGGING);

    assertThat(ask("slo=cart").get("verdict").asText()).isEqualTo("insufficient-data");
    assertThat(ask("slo=cart&label=region%3Deu").get("verdict").asText()).isEqualTo("warn");
    assertThat(ask("slo=cart&label=region%3Deu&warnAs=block").get("exitCode").asInt()).isEqualTo(2);
    assertThat(ask("slo=cart&label=region%3Dasia").at("/reasons/0/detail").asText())
        .isEqualTo("SLO 'cart' has no series with {region=asia} yet");
    assertThat(ask("service=shop").findValuesAsText("code"))
        .containsExactlyInAnyOrder("no-series", "lagging", "budget-warn", "budget-warn");
  }

  @Test
  void labelLeavesOutWhatIsNotGroupedByIt() {
    server.cartIn("eu", 0, DataState.OK);

    JsonNode answer = ask("service=shop&label=region%3Deu");

    assertThat(answer.get("verdict").asText()).isEqualTo("warn");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          slo=crat                      | 404 | no SLO named 'crat' | did you mean 'cart'?
          service=shpo                  | 404 | no service named 'shpo' | did you mean 'shop'?
          slo=xxxxxxxx                  | 404 | no SLO named 'xxxxxxxx' | known: cart, payment
          label=a%3Db                   | 400 | query parameter 'slo' or 'service': is needed | ?service=<name>
          slo=cart&label=a              | 400 | query parameter 'label': must be name=value, but was 'a' | openapi.json describes what it takes
          slo=cart&label=zone%3Da       | 400 | query parameter 'label': must name what series are grouped by, but was 'zone' | labels of these SLOs: [region]
          slo=cart&warnAs=no            | 400 | query parameter 'warnAs': must be allow or warn or block, but was 'no' | openapi.json describes what it takes
          slo=cart&x=1                  | 400 | query parameter 'x': is not known here | known: slo, service, label, blockOn, warnAs
          """)
  void wrongQuestionIsRefused(String question, int status, String detail, String hint) {
    HttpResponse<String> response = server.get("/api/v1/gate?" + question);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Schemas.json(response.body()).findPath("hint").asText()).isEqualTo(hint);
    assertThat(response.body()).contains(detail);
  }

  @Test
  void whoSeesNothingDoesNotJudge() {
    server.streams.in(State.CREATED);

    HttpResponse<String> response = server.get("/api/v1/gate?slo=cart");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  private JsonNode ask(String question) {
    HttpResponse<String> response = server.get("/api/v1/gate?" + question);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Schemas.json(response.body());
  }
}
