package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.alert.BurnSample;
import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.alert.Transition.Evidence;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.SeriesView.Standing;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.Views;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A reader of a record learns what the writer knew. */
class MessageTest {

  private static final SeriesKey SERIES =
      SeriesKey.of(SloId.of("availability"), List.of("path"), List.of("/a/page-fast"));

  @Test
  void alertIsReadAsWritten() {
    Transition resolved =
        new Transition(
            SERIES,
            "page-fast",
            "page",
            Change.RESOLVED,
            1_000,
            400,
            new Evidence(List.of(new BurnSample(new LookbackWindow(3_600), 14.5)), 0.25, false));

    AlertMessage message =
        AlertMessage.read(
            AlertRecord.key(resolved),
            AlertRecord.value(Slos.with(Slos.availability(), Slos.workbook()), resolved));

    assertThat(message)
        .isEqualTo(
            new AlertMessage(
                "availability{path=\"/a/page-fast\"}",
                "page-fast",
                "page",
                false,
                Instant.ofEpochSecond(1_000),
                Instant.ofEpochSecond(400),
                Map.of("1h", 14.5)));
  }

  @Test
  void budgetIsReadAsWritten() {
    Slo slo = Slos.availability();
    SeriesView view =
        Views.with(
            Views.view(slo),
            new AlertView("page-fast", "page", Standing.FIRING, Views.TICK),
            new AlertView("page-slow", "page", Standing.PENDING, Views.TICK),
            new AlertView("ticket-slow", "ticket", Standing.FIRING, Views.TICK));

    BudgetMessage message =
        BudgetMessage.read(BudgetRecord.key(view), BudgetRecord.value(view, DataState.OK));

    assertThat(message)
        .isEqualTo(
            new BudgetMessage(
                slo.id().toString(),
                slo.id().name(),
                Instant.ofEpochSecond(Views.TICK),
                0.5,
                Map.of("1h", 2.0),
                List.of("page-fast", "ticket-slow")));
  }

  @Test
  void recordOfSomebodyElseIsRefused() {
    byte[] noJson = "burning".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> BudgetMessage.read("availability", noJson))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("record: must be JSON, but was not: ");
  }
}
