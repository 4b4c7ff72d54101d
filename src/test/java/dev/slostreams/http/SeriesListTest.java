package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.budget.ErrorBudget;
import dev.slostreams.engine.BudgetView;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.SeriesView.Standing;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Views;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of series and SLOs: filters, order, pages, tags. Regions a to d, and payment. */
class SeriesListTest {

  private static final String LIST = "/api/v1/series";

  private final HttpFixture server = new HttpFixture();

  @BeforeEach
  void fill() {
    server
        .put(cart("a", 0.9))
        .put(firing(cart("b", 0.8), Standing.FIRING))
        .put(cart("c", -0.5))
        .put(firing(cart("d", 0.7), Standing.PENDING))
        .put(left(Views.view(HttpFixture.PAYMENT), 0.2));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', a b c d payment",
    "slo=payment, payment",
    "slo=cart, a b c d",
    "service=shop, a b c d payment",
    "service=other, ''",
    "label=region=b, b",
    "label=region=b&label=zone=1, ''",
    "label=region=, ''",
    "q=PAY, payment",
    "q=region%3D%22c, c",
    "alert=firing, b",
    "alert=pending, d",
    "alert=inactive, a c payment",
    "dataState=ok, a b c d payment",
    "dataState=idle, ''",
    "sort=worst, b d c payment a",
    "sort=worst&alert=inactive, c payment a"
  })
  void listIsFilteredAndSorted(String query, String expected) {
    HttpResponse<String> answer = server.get(LIST + "?" + query);

    assertThat(names(Schemas.json(answer.body()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"sort=id, a b|c d|payment", "sort=worst, b d|c payment|a"})
  void pagesGoOnWhereTheLastOneEnded(String query, String expected) {
    List<String> pages = new ArrayList<>();
    JsonNode page = Schemas.json(server.get(LIST + "?limit=2&" + query).body());
    pages.add(names(page));
    while (page.has("next")) {
      String cursor = page.get("next").textValue();
      page = Schemas.json(server.get(LIST + "?limit=2&" + query + "&cursor=" + cursor).body());
      pages.add(names(page));
    }

    assertThat(String.join("|", pages)).isEqualTo(expected);
    assertThat(page.get("total").intValue()).isEqualTo(5);
  }

  @Test
  void pageGoesOnAlthoughItsLastSeriesIsGone() {
    JsonNode first = Schemas.json(server.get(LIST + "?limit=2").body());
    server.put(cart("aa", 1));

    JsonNode second =
        Schemas.json(server.get(LIST + "?cursor=" + first.get("next").textValue()).body());

    assertThat(names(second)).isEqualTo("c d payment");
  }

  @Test
  void slosComeWithTheSumOfTheirSeries() {
    JsonNode slos = Schemas.json(server.get("/api/v1/slos").body()).get("slos");

    assertThat(slos).hasSize(2);
    assertThat(slos.get(0).get("slo").textValue()).isEqualTo("cart");
    assertThat(slos.get(0).get("seriesCount").intValue()).isEqualTo(4);
    assertThat(slos.get(0).get("firing").intValue()).isEqualTo(1);
    assertThat(slos.get(0).get("worstRemaining").doubleValue()).isEqualTo(-0.5);
  }

  @Test
  void unchangedListIsNotSentAgain() {
    String tag = server.get(LIST).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = server.ask("GET", LIST, "If-None-Match", "\"x\", " + tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).hasValue(tag);
  }

  @Test
  void changedListIsSentAgain() {
    String tag = server.get(LIST).headers().firstValue("ETag").orElseThrow();
    server.put(cart("a", 0.89));

    HttpResponse<String> again = server.ask("GET", LIST, "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.headers().firstValue("ETag")).isNotEqualTo(tag);
  }

  private static SeriesView cart(String region, double remaining) {
    return left(Views.view(HttpFixture.CART, region), remaining);
  }

  private static SeriesView left(SeriesView view, double remaining) {
    BudgetView budget =
        new BudgetView(
            view.counts(),
            new ErrorBudget(1 - remaining, remaining),
            List.of(),
            view.budgetView().tier());
    return new SeriesView(
        view.slo(), view.key(), view.tick(), budget, view.burnRates(), view.alerts());
  }

  private static SeriesView firing(SeriesView view, Standing standing) {
    return Views.with(view, new AlertView("page", "page", standing, Views.TICK));
  }

  private static String names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.get("series")
        .forEach(
            series ->
                names.add(
                    series.at("/series/region").asText("").isEmpty()
                        ? series.get("slo").textValue()
                        : series.at("/series/region").textValue()));
    return String.join(" ", names);
  }
}
