package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Slo;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.ReferenceLedger;
import dev.slostreams.testing.SeriesScripts;
import dev.slostreams.testing.SeriesScripts.Count;
import dev.slostreams.testing.SeriesScripts.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Many series under max-series equal the brute-force model, however the calls are split. */
class SeriesPropertyTest {

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void equalTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    Slo slo = LedgerScripts.slo(random, "region");
    int maxSeries = 1 + random.nextInt(3);
    ReferenceLedger reference = new ReferenceLedger(slo, maxSeries, LedgerScripts.EPOCH);
    Ledger ledger = new Ledger(List.of(slo), maxSeries);
    ledger.advanceTo(LedgerScripts.EPOCH, false);
    List<Count> counts = SeriesScripts.counts(random, slo, true);

    List<String> transitions = new ArrayList<>();
    for (Step step : SeriesScripts.withTicks(random, counts)) {
      SeriesScripts.play(step, reference);
      transitions.addAll(SeriesScripts.play(step, ledger));
      assertThat(SeriesScripts.budgets(ledger))
          .as("seed %d, %s, max %d, after %s", seed, slo, maxSeries, step)
          .isEqualTo(reference.budgets());
    }

    assertThat(transitions)
        .as("seed %d, %s, max %d", seed, slo, maxSeries)
        .isEqualTo(reference.transitions());
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void splittingAndOrderChangeNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Slo slo = LedgerScripts.slo(random, "region");
    int maxSeries = 1 + random.nextInt(3);
    List<Count> counts = SeriesScripts.counts(random, slo, false);

    List<String> atOnce = outcome(slo, maxSeries, SeriesScripts.atOnce(random, counts));
    List<String> split = outcome(slo, maxSeries, SeriesScripts.inTime(random, counts));

    assertThat(split).as("seed %d, %s, max %d", seed, slo, maxSeries).isEqualTo(atOnce);
  }

  private static List<String> outcome(Slo slo, int maxSeries, List<Step> steps) {
    Ledger ledger = new Ledger(List.of(slo), maxSeries);
    ledger.advanceTo(LedgerScripts.EPOCH, false);
    List<String> outcome = new ArrayList<>();
    steps.forEach(step -> outcome.addAll(SeriesScripts.play(step, ledger)));
    ledger.series().forEach(series -> outcome.add(told(series.view())));
    return outcome;
  }

  private static String told(SeriesView view) {
    return view.key() + " " + view.counts() + " " + view.burnRates() + " " + view.alerts();
  }
}
