package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.query.Health.Check;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Views;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each route answers. */
class HttpServerTest {

  private static final String CART_EU =
      """
      {"id": "cart{region=\\"eu\\"}",
       "slo": "cart", "service": "shop", "series": {"region": "eu"},
       "at": "2026-01-01T01:00:00.000Z", "target": 0.999, "timeWindow": "30d",
       "good": 999, "total": 1000, "consumed": 0.5, "remaining": 0.5,
       "tier": "yellow", "action": "warn",
       "burnRates": {"1h": 2}, "alerts": {}, "dataState": "ok"}
      """;
  private static final String CART_US = CART_EU.replace("eu", "us");
  private static final String SERVED =
      """
      "servedBy": "127.0.0.1:1", "role": "active", "stale": false, "lagRecords": 0
      """;
  private static final String TIERS =
      """
      {"tiers": [
        {"tier": "green", "fromConsumed": 0.0, "upToConsumed": 0.5, "action": "allow"},
        {"tier": "yellow", "fromConsumed": 0.5, "upToConsumed": 0.75, "action": "warn"},
        {"tier": "orange", "fromConsumed": 0.75, "upToConsumed": 0.95, "action": "freeze"},
        {"tier": "red", "fromConsumed": 0.95, "action": "freeze"}]}
      """;

  private final HttpFixture server = new HttpFixture();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void seriesComeWithWhereTheyComeFromAndHowFarToTrustThem() {
    server.put(Views.view(HttpFixture.CART, "us")).put(Views.view(HttpFixture.CART, "eu"));

    HttpResponse<String> answer = server.get("/api/v1/series");

    assertJson(
        answer,
        200,
        """
        {"asOf": "2026-01-01T01:00:00.000Z", "dataState": "ok",
         "complete": true, "missingPartitions": [],
         "partitions": [{"partition": 0, %s, "asOf": "2026-01-01T01:00:00.000Z"}],
         "series": [%s, %s], "total": 2}
        """
            .formatted(SERVED, CART_EU, CART_US));
  }

  @Test
  void nothingSeenHasNoTick() {
    HttpResponse<String> answer = server.get("/api/v1/series");

    assertJson(
        answer,
        200,
        """
        {"asOf": null, "dataState": "ok", "complete": true, "missingPartitions": [],
         "partitions": [{"partition": 0, %s, "asOf": null}],
         "series": [], "total": 0}
        """
            .formatted(SERVED));
  }

  @Test
  void sloComesWithItsDefinitionAndItsSeries() {
    server.put(Views.view(HttpFixture.CART, "eu"));

    HttpResponse<String> answer = server.get("/api/v1/slos/cart");

    assertJson(
        answer,
        200,
        """
        {"slo": "cart", "service": "shop", "displayName": "", "description": "",
         "timeWindow": "30d", "budgetingMethod": "Occurrences",
         "objectives": [{
           "target": 0.999, "source": "requests", "goodWhere": "status < 500",
           "groupBy": ["region"],
           "alertPolicies": [{
             "name": "page", "severity": "page",
             "conditions": [{"window": "5m", "op": "gt", "threshold": 14.4}],
             "alertAfterSeconds": 0, "keepFiringSeconds": 30, "minEvents": 0,
             "alertWhenNoData": false}],
           "budgetPolicy": %s}],
         "definition": "kind: SLO\\n", %s,
         "asOf": "2026-01-01T01:00:00.000Z", "dataState": "ok", "series": [%s]}
        """
            .formatted(TIERS, SERVED, CART_EU));
  }

  @Test
  void sloWithoutEventsComesWithoutSeries() {
    HttpResponse<String> answer = server.get("/api/v1/slos/payment");

    assertJson(
        answer,
        200,
        """
        {"slo": "payment", "service": "shop", "displayName": "", "description": "",
         "timeWindow": "30d", "budgetingMethod": "Occurrences",
         "objectives": [
           {"target": 0.999, "source": "requests", "goodWhere": "status < 500", "groupBy": [],
            "alertPolicies": [], "budgetPolicy": %s}],
         %s, "asOf": null, "dataState": "ok", "series": []}
        """
            .formatted(TIERS, SERVED));
  }

  @Test
  void labelWithMarkupStaysJson() {
    server.put(Views.view(HttpFixture.CART, "<script>alert(\"1\")</script>"));

    HttpResponse<String> answer = server.get("/api/v1/series");

    JsonNode series = Schemas.json(answer.body()).at("/series/0");
    assertThat(series.at("/series/region").textValue()).isEqualTo("<script>alert(\"1\")</script>");
    assertThat(series.at("/id").textValue())
        .isEqualTo("cart{region=\"<script>alert(\\\"1\\\")</script>\"}");
    assertThat(contentType(answer)).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz"})
  void checksThatAreFineGive200(String path) {
    server.checks(new Check("state", true, "RUNNING"), new Check("threads", true, "2 of 2 live"));

    HttpResponse<String> answer = server.get(path);

    assertJson(
        answer,
        200,
        """
        {"ok": true, "checks": [
          {"name": "state", "ok": true, "detail": "RUNNING"},
          {"name": "threads", "ok": true, "detail": "2 of 2 live"}]}
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/readyz"})
  void oneCheckThatFailsGives503(String path) {
    server.checks(new Check("state", true, "RUNNING"), new Check("threads", false, "1 of 2 live"));

    HttpResponse<String> answer = server.get(path);

    assertJson(
        answer,
        503,
        """
        {"ok": false, "checks": [
          {"name": "state", "ok": true, "detail": "RUNNING"},
          {"name": "threads", "ok": false, "detail": "1 of 2 live"}]}
        """);
  }

  @Test
  void metersAreScrapedOnDemand() {
    server.meters.counter("slo_streams_events_total", "topic", "requests").increment(3);

    HttpResponse<String> answer = server.get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(contentType(answer)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body().lines().toList())
        .contains("slo_streams_events_total{topic=\"requests\"} 3.0");
  }

  @Test
  void listsTheRoutesAsText() {
    HttpResponse<String> answer = server.get("/api/v1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(contentType(answer)).isEqualTo("text/plain;charset=utf-8");
    assertThat(answer.body())
        .contains(
            List.of(
                "GET  /api/v1/series",
                "/api/v1/slos",
                "/api/v1/slos/{slo}",
                "/api/v1/openapi.json",
                "/livez",
                "/readyz",
                "/metrics"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1",
        "/api/v1/series",
        "/api/v1/slos/cart",
        "/api/v1/slos/nothing",
        "/api/v1/openapi.json",
        "/livez",
        "/readyz"
      })
  void headIsGetWithoutBody(String path) {
    HttpResponse<String> get = server.get(path);

    HttpResponse<String> head = server.ask("HEAD", path);

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(contentType(head)).isEqualTo(contentType(get));
    assertThat(head.headers().firstValue("Content-Length"))
        .isEqualTo(get.headers().firstValue("Content-Length"));
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATED", "PENDING_SHUTDOWN", "NOT_RUNNING", "ERROR"})
  void streamsThatDoNotRunGive503(State state) {
    server.streams.in(state);

    HttpResponse<String> answer = server.get("/api/v1/series");

    assertThat(answer.statusCode()).isEqualTo(503);
  }

  @Test
  void unavailableSaysWhenToAskAgain() {
    server.streams.hasNot(0);

    HttpResponse<String> answer = server.get("/api/v1/slos/cart");

    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Schemas.json(answer.body()))
        .isEqualTo(
            Schemas.json(
                """
        {"type": "about:blank", "title": "Service Unavailable", "status": 503,
         "detail": "ledger partition 0: no instance has it now, it is being assigned",
         "hint": "retry after 2 s"}
        """));
  }

  private static String contentType(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("none");
  }

  private static void assertJson(HttpResponse<String> answer, int status, String json) {
    assertThat(Schemas.json(answer.body())).isEqualTo(Schemas.json(json));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(contentType(answer)).isEqualTo("application/json");
  }
}
