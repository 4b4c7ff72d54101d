package dev.slostreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoStoryTest {

  private static final Instant AT = Instant.parse("2026-03-01T12:03:21Z");
  private static final String CHECKOUT = "availability{service=\"checkout\"}";

  private final DemoStory plain = new DemoStory(false);

  private static AlertNews news(AlertNews.State state, Duration lasted) {
    return new AlertNews(
        AT,
        state,
        "page-fast",
        "page",
        CHECKOUT,
        lasted,
        List.of(new AlertNews.Burn("1h", 15.24), new AlertNews.Burn("5m", 187.3)));
  }

  @Test
  void blockHasARowPerSeries() {
    List<SeriesStatus> rows =
        List.of(
            new SeriesStatus("availability{service=\"cart\"}", 0.714, 0.31, 0, List.of()),
            new SeriesStatus(CHECKOUT, 0.41, 15.24, 187.3, List.of("page-fast", "page-slow")),
            new SeriesStatus("search-availability{region=\"eu-2\"}", 0.002, 1, 99.95, List.of()),
            new SeriesStatus(
                "availability{service=\"a-service-with-a-long-name\"}",
                -0.25,
                0,
                0,
                List.of("ticket-fast")));

    List<String> block = plain.block(AT, rows);

    assertThat(block)
        .containsExactly(
            "12:03:21                             budget left                     burn 1h  burn 5m  alert",
            "  availability{service=\"cart\"}       ██████████████░░░░░░   71.4 %       0.3      0.0  ok",
            "  availability{service=\"checkout\"}   ████████░░░░░░░░░░░░   41.0 %      15.2      187  page-fast +1",
            "  search-availability{region=\"eu-2\"} █░░░░░░░░░░░░░░░░░░░    0.2 %       1.0      100  ok",
            "  availability{service=\"a-service-w… ░░░░░░░░░░░░░░░░░░░░  -25.0 %       0.0      0.0  ticket-fast");
  }

  @Test
  void firingAlertSaysItsBurnRates() {
    assertThat(plain.alert(news(AlertNews.State.FIRING, Duration.ZERO)))
        .isEqualTo(
            "12:03:21  FIRING    page-fast    availability{service=\"checkout\"}  burn 1h 15.2, 5m 187");
  }

  @Test
  void resolvedAlertSaysHowLongItFired() {
    assertThat(plain.alert(news(AlertNews.State.RESOLVED, Duration.ofSeconds(258))))
        .isEqualTo(
            "12:03:21  RESOLVED  page-fast    availability{service=\"checkout\"}  after 4m 18s");
  }

  @Test
  void sceneIsItsHeadline() {
    assertThat(plain.scene(AT, "search loses a node in eu-2"))
        .isEqualTo("12:03:21  STORY     search loses a node in eu-2");
  }

  @Test
  void longLineIsClippedAtAHundredColumns() {
    String line = plain.scene(AT, "x".repeat(200));

    assertThat(line).hasSize(100).endsWith("xx…");
  }

  @Test
  void colourIsThereOnlyWhenAskedFor() {
    String line = new DemoStory(true).alert(news(AlertNews.State.FIRING, Duration.ZERO));

    assertThat(line)
        .isEqualTo(
            "\u001B[2m12:03:21\u001B[0m  \u001B[31mFIRING  \u001B[0m  page-fast    "
                + CHECKOUT
                + "  burn 1h 15.2, 5m 187");
  }

  @Test
  void headlinesOfTheScriptFitALine() {
    assertThat(IncidentScript.standard().phases())
        .allSatisfy(
            phase -> assertThat(plain.scene(AT, phase.headline())).endsWith(phase.headline()));
  }
}
