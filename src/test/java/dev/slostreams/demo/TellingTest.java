package dev.slostreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.demo.IncidentScript.Effect;
import dev.slostreams.demo.IncidentScript.Phase;
import dev.slostreams.wire.AlertMessage;
import dev.slostreams.wire.BudgetMessage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TellingTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CART = "availability{service=\"cart\"}";
  private static final String CHECKOUT = "availability{service=\"checkout\"}";
  private static final IncidentScript SCRIPT =
      new IncidentScript(
          List.of(
              new Phase("outage", "checkout breaks", 10, 40, new Effect("checkout", "", 1, 0)),
              new Phase("repair", "checkout is back", 40, 99, new Effect("", "", 0, 0))));

  private final RecordingScreen screen = new RecordingScreen();
  private final Telling telling =
      new Telling(screen, new DemoStory(false), Show.shop(SCRIPT), START);

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static BudgetMessage standing(String series, double remaining, String... firing) {
    return new BudgetMessage(
        series,
        "availability",
        at(5),
        remaining,
        Map.of("1h", 2.0, "5m", 3.0, "3d", 1.0),
        List.of(firing));
  }

  private static List<BudgetMessage> standings(double checkout, String... firing) {
    return List.of(standing(CART, 0.9), standing(CHECKOUT, checkout, firing));
  }

  private static AlertMessage alert(String name, String severity, boolean firing, long second) {
    Map<String, Double> rates = new LinkedHashMap<>();
    rates.put("1h", 15.0);
    rates.put("5m", 60.0);
    return new AlertMessage(CHECKOUT, name, severity, firing, at(second), at(20), rates);
  }

  @Test
  void nothingIsToldBeforeTheLiveTraffic() {
    telling.goOn(at(-1), List.of(), standings(0.8));

    assertThat(screen.lines).isEmpty();
  }

  @Test
  void storyIsToldFromBeginToEnd() {
    telling.goOn(at(0), List.of(), standings(0.8));
    telling.goOn(at(9), List.of(), standings(0.8));
    telling.goOn(at(10), List.of(), standings(0.8));
    telling.goOn(at(21), List.of(alert("page-fast", "page", true, 20)), standings(0.7));
    telling.goOn(at(40), List.of(), standings(0.55, "page-fast"));
    telling.goOn(at(90), List.of(alert("page-fast", "page", false, 88)), standings(0.55));
    telling.goOn(at(91), List.of(), standings(0.55));

    assertThat(screen.lines)
        .containsExactly(
            "12:00:00  STORY     live traffic begins, 40 requests a second: all is well",
            "12:00:10  STORY     checkout breaks",
            "12:00:20  FIRING    page-fast    " + CHECKOUT + "  burn 1h 15.0, 5m 60.0",
            "12:00:21  STORY     a burn rate of 14.4 spends 2 % of the month's budget in an hour: wake"
                + " somebody",
            "12:00:40  BUDGET    " + CHECKOUT + "  25.0 % of it spent in 30s, 55.0 % left",
            "12:00:40  STORY     checkout is back",
            "12:01:28  RESOLVED  page-fast    " + CHECKOUT + "  after 1m 8s",
            "12:01:30  STORY     the fast pages are resolved, the slow ones look back longer: that is"
                + " all");
  }

  @Test
  void ticketStandsInTheBlockOnly() {
    telling.goOn(at(0), List.of(), standings(0.8));
    screen.lines.clear();

    telling.goOn(
        at(2), List.of(alert("ticket-slow", "ticket", true, 1)), standings(0.8, "ticket-slow"));

    assertThat(screen.lines).isEmpty();
    assertThat(screen.block.get(2)).endsWith("       2.0      3.0  ticket-slow");
  }

  @Test
  void blockIsAsOfTheNewestStanding() {
    telling.goOn(at(7), List.of(), standings(0.8));

    assertThat(screen.block.get(0)).startsWith("12:00:05 ");
  }
}
