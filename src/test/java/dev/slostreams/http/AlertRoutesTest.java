package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.SeriesView.Standing;
import dev.slostreams.feed.LogFixture;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Views;
import dev.slostreams.wire.BudgetRecord;
import dev.slostreams.wire.DataState;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two alerts of now, two of the past, at 01:00. */
class AlertRoutesTest {

  private static final String EU = "cart{region=\"eu\"}/page";
  private static final String US = "cart{region=\"us\"}/page";

  private final HttpFixture server = new HttpFixture();

  @BeforeEach
  void start() {
    put("eu", Standing.FIRING, 600);
    put("us", Standing.PENDING, 60);
    put("asia", Standing.INACTIVE, 0);
    record(
        EU, "firing", "00:50:00", "cart (region=eu) is burning its error budget 20 times too fast");
    record(US, "resolved", "00:30:00", "cart (region=us) no longer burns");
    record("old/page", "resolved", "00:10:00", "old no longer burns");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thoseOfNowAndOfThePastComeNewestFirst() {
    JsonNode answer = ask("");

    assertThat(states(answer))
        .containsExactly(
            US + " pending 2026-01-01T00:59:00.000Z",
            EU + " firing 2026-01-01T00:50:00.000Z",
            US + " resolved 2026-01-01T00:20:00.000Z",
            "old/page resolved 2026-01-01T00:00:00.000Z");
    assertThat(answer.get("total").asInt()).isEqualTo(4);
    assertThat(answer.get("complete").asBoolean()).isTrue();
    assertThat(answer.at("/past/since").asText()).isEqualTo("2025-12-31T01:00:00.000Z");
  }

  @Test
  void firingOneStandsAsOfNowAndReadsAsWhenItBegan() {
    JsonNode alert = ask("?state=firing").at("/alerts/0");

    assertThat(alert)
        .isEqualTo(
            Schemas.json(
                """
                {"id":"cart{region=\\"eu\\"}/page","seriesId":"cart{region=\\"eu\\"}","slo":"cart","service":"shop",
                 "series":{"region":"eu"},"alert":"page","severity":"page","state":"firing",
                 "startsAt":"2026-01-01T00:50:00.000Z","endsAt":null,"at":"2026-01-01T01:00:00.000Z",
                 "remaining":0.5,"burnRates":{},
                 "title":"cart (region=eu) is burning its error budget 20 times too fast","summary":"so it is",
                 "timeToExhaustionSeconds":null,
                 "url":"https://slo.example.com/slos/cart?series=cart%7Bregion%3D%22eu%22%7D"}
                """));
  }

  @Test
  void thoseOfThePastLinkToTheirPageToo() {
    assertThat(ask("?state=resolved").findValuesAsText("url"))
        .containsExactly(
            "https://slo.example.com/slos/cart?series=cart%7Bregion%3D%22us%22%7D",
            "https://slo.example.com/slos/old?series=old");
  }

  @ParameterizedTest
  @CsvSource({
    "?state=pending, 1",
    "?state=resolved, 2",
    "?severity=page, 4",
    "?severity=ticket, 0",
    "?slo=cart, 3",
    "?slo=old, 1",
    "?service=shop, 4",
    "?since=-40m, 3",
    "?since=2026-01-01T00:45:00Z, 2",
    "?state=resolved&since=-40m&slo=cart, 1"
  })
  void filtersNarrowTheList(String query, int expected) {
    assertThat(ask(query).get("alerts")).hasSize(expected);
  }

  @Test
  void pagesGoThroughAllOfIt() {
    List<String> seen = new ArrayList<>();
    JsonNode page = ask("?limit=3");
    seen.addAll(states(page));
    JsonNode last = ask("?limit=3&cursor=" + page.get("next").asText());
    seen.addAll(states(last));

    assertThat(page.get("alerts")).hasSize(3);
    assertThat(last.has("next")).isFalse();
    assertThat(seen).isEqualTo(states(ask("")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?state=on     | query parameter 'state': must be firing or pending or resolved, but was 'on'
          ?limit=0      | query parameter 'limit': must be a whole number from 1 to 1000, but was '0'
          ?since=noon   | query parameter 'since': must be a time such as 2026-01-01T00:00:00Z or -6h, but was 'noon'
          ?cursor=x     | query parameter 'cursor': must be the 'next' of a page, but was not
          ?slo=a&slo=b  | query parameter 'slo': must be given once, but was 'a' and 'b'
          ?page=1       | query parameter 'page': is not known here
          """)
  void wrongQuestionIsRefused(String query, String detail) {
    HttpResponse<String> response = server.get("/api/v1/alerts" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(detail);
  }

  @Test
  void pastIsAnsweredForAlthoughTheSeriesCannotBeRead() {
    server.streams.in(State.CREATED);

    assertThat(server.get("/api/v1/alerts").statusCode()).isEqualTo(503);
    assertThat(ask("?state=resolved").get("alerts")).hasSize(2);
  }

  private void put(String region, Standing standing, long sinceSeconds) {
    SeriesView view =
        Views.with(
            Views.view(HttpFixture.CART, region),
            new AlertView("page", "page", standing, Views.TICK - sinceSeconds));
    server.streams.put(BudgetRecord.key(view), BudgetRecord.value(view, DataState.OK));
  }

  /** A transition at this time; a resolved one began ten minutes before. */
  private void record(String id, String state, String at, String title) {
    String slo = id.substring(0, id.contains("{") ? id.indexOf('{') : id.indexOf('/'));
    String startsAt =
        java.time.LocalTime.parse(at).minusMinutes(state.equals("resolved") ? 10 : 0).toString();
    LogFixture.add(
        server.log,
        id,
        """
        {"slo":"%s","series":{},"alert":"page","severity":"page","state":"%s","at":"2026-01-01T%s.000Z",
         "startsAt":"2026-01-01T%s:00.000Z","service":"shop","title":"%s","summary":"so it is"}
        """
            .formatted(slo, state, at, startsAt, title));
  }

  private static List<String> states(JsonNode answer) {
    List<String> states = new ArrayList<>();
    answer
        .get("alerts")
        .forEach(
            alert ->
                states.add(
                    String.join(
                        " ",
                        alert.get("id").asText(),
                        alert.get("state").asText(),
                        alert.get("startsAt").asText())));
    return states;
  }

  private JsonNode ask(String query) {
    HttpResponse<String> response = server.get("/api/v1/alerts" + query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Schemas.json(response.body());
  }
}
