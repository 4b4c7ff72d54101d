package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.app.Backtest.Input;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.Scenario;
import dev.slostreams.wire.AlertRecord;
import dev.slostreams.wire.BudgetRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shared scenarios without a broker: exactly what was computed by brute force. */
class BacktestScenarioTest {

  @ParameterizedTest
  @CsvSource({
    "outages, 0",
    "latency, 0",
    "quiet, 0",
    "weighted, 0",
    "disorder, 0",
    "slices, 0",
    "edges, 8" // that many of its lines have no field 'queue'
  })
  void givesTheTransitionsInOrderAndTheBudgets(String name, long invalid) throws IOException {
    Scenario scenario = new Scenario(name);
    SloCatalog catalog = scenario.catalog();
    List<String> transitions = new ArrayList<>();

    Backtest backtest;
    try (Recording recording = Recording.open(scenario.events().toString())) {
      backtest =
          new Backtest(
              catalog.slos(),
              List.of(new Input(recording, catalog.sources())),
              Backtest.Settings.DEFAULT);
      backtest.run(
          Backtest.Listener.of(transition -> transitions.add(text(AlertRecord.line(transition)))));
    }

    // a text begins with tick, SLO, series, alert: the set is in the order of the contract
    assertThat(transitions).containsExactlyElementsOf(scenario.transitions());
    assertThat(backtest.views())
        .extracting(view -> Scenario.budget(Scenario.parse(BudgetRecord.line(view))))
        .containsExactlyInAnyOrderElementsOf(scenario.budgets());
    assertThat(backtest.summary().events()).isEqualTo(scenario.eventLines().size());
    assertThat(backtest.summary().invalid()).isEqualTo(invalid);
    assertThat(backtest.summary().malformed()).isZero();
  }

  private static String text(String line) {
    return Scenario.transition(Scenario.parse(line));
  }
}
