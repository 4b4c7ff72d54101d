package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Slo;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.ReferenceLedger;
import dev.slostreams.testing.SeriesScripts;
import dev.slostreams.testing.SeriesScripts.Count;
import dev.slostreams.testing.SeriesScripts.Step;
import dev.slostreams.testing.SlicedSlos;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Series in time slices of every kind equal the brute-force reference. */
class SlicedPropertyTest {

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void oneSeriesEqualsTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    Slo slo = SlicedSlos.random(random);
    List<long[]> script = LedgerScripts.script(random);
    ReferenceLedger reference = new ReferenceLedger(slo, 10, LedgerScripts.EPOCH);
    Ledger ledger = new Ledger(List.of(slo), 10);

    List<String> transitions =
        LedgerScripts.play(ledger, reference, slo, script, UnaryOperator.identity());

    assertThat(transitions).as("seed %d, %s", seed, slo).isEqualTo(reference.transitions());
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void manySeriesEqualTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    Slo slo = SlicedSlos.random(random, "region");
    int maxSeries = 1 + random.nextInt(3);
    ReferenceLedger reference = new ReferenceLedger(slo, maxSeries, LedgerScripts.EPOCH);
    Ledger ledger = new Ledger(List.of(slo), maxSeries);
    ledger.advanceTo(LedgerScripts.EPOCH, false);

    List<String> transitions = new ArrayList<>();
    for (Step step : SeriesScripts.withTicks(random, SeriesScripts.counts(random, slo, true))) {
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

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void splittingAndOrderChangeNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Slo slo = SlicedSlos.random(random, "region");
    List<Count> counts = SeriesScripts.counts(random, slo, false);

    List<String> atOnce = outcome(slo, SeriesScripts.atOnce(random, counts));
    List<String> split = outcome(slo, SeriesScripts.inTime(random, counts));

    assertThat(split).as("seed %d, %s", seed, slo).isEqualTo(atOnce);
  }

  private static List<String> outcome(Slo slo, List<Step> steps) {
    Ledger ledger = new Ledger(List.of(slo), 3);
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
