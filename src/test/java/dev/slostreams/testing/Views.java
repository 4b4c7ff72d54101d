package dev.slostreams.testing;

import dev.slostreams.alert.BurnSample;
import dev.slostreams.budget.ErrorBudget;
import dev.slostreams.engine.BudgetView;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.TierView;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Tier.DeployAction;
import dev.slostreams.window.Counts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Pictures of series with round numbers; a test changes what it is about. */
public final class Views {

  /** 2026-01-01T01:00:00Z. */
  public static final long TICK = Instant.parse("2026-01-01T01:00:00Z").getEpochSecond();

  private Views() {}

  /** 999 of 1000 good, half the budget spent, a burn rate of 2 over an hour. */
  public static SeriesView view(Slo slo, String... labelValues) {
    return new SeriesView(
        slo,
        SeriesKey.of(slo.id(), slo.labelNames(), Arrays.asList(labelValues)),
        TICK,
        new BudgetView(
            new Counts(999, 1_000),
            new ErrorBudget(0.5, 0.5),
            List.of(),
            new TierView("yellow", DeployAction.WARN, List.of())),
        List.of(new BurnSample(new LookbackWindow(Slos.HOUR), 2)),
        List.of());
  }

  public static SeriesView with(SeriesView view, AlertView... alerts) {
    return new SeriesView(
        view.slo(), view.key(), view.tick(), view.budgetView(), view.burnRates(), List.of(alerts));
  }
}
