package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Slo;
import dev.slostreams.testing.CompositeScripts;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.ReferenceComposite;
import dev.slostreams.testing.SeriesScripts;
import dev.slostreams.testing.SeriesScripts.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Composites equal the brute-force reference, whatever the events, the policies and the calls. */
class CompositePropertyTest {

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void equalsTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    equalsTheReference(random, CompositeScripts.composite(random), 10);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void equalsTheReferenceInManySeries(@ForAll long seed) {
    Random random = new Random(seed);
    equalsTheReference(random, CompositeScripts.composite(random, "region"), 1 + random.nextInt(4));
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void howTheTicksAreSplitChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Slo composite = CompositeScripts.composite(random, "region");
    List<SeriesScripts.Count> counts = CompositeScripts.counts(random, composite, false);
    int maxSeries = 1 + random.nextInt(4);

    List<String> atOnce = played(composite, maxSeries, SeriesScripts.atOnce(random, counts));
    List<String> inTime = played(composite, maxSeries, SeriesScripts.inTime(random, counts));

    assertThat(inTime).isEqualTo(atOnce);
  }

  private static void equalsTheReference(Random random, Slo composite, int maxSeries) {
    Ledger ledger =
        new Ledger(CompositeScripts.slos(composite), maxSeries, LedgerScripts.addedWindows(random));
    ReferenceComposite reference =
        new ReferenceComposite(composite, maxSeries, LedgerScripts.EPOCH);
    List<String> transitions = new ArrayList<>();
    ledger.advanceTo(LedgerScripts.EPOCH, false);
    for (Step step :
        SeriesScripts.withTicks(random, CompositeScripts.counts(random, composite, true))) {
      transitions.addAll(SeriesScripts.play(step, ledger));
      CompositeScripts.play(step, reference);
      if (step instanceof SeriesScripts.Advance) {
        assertThat(SeriesScripts.budgets(ledger).stream().sorted().toList())
            .as("%s", composite)
            .isEqualTo(reference.budgets());
      }
    }

    assertThat(transitions).as("%s", composite).isEqualTo(reference.transitions());
  }

  private static List<String> played(Slo composite, int maxSeries, List<Step> steps) {
    Ledger ledger = new Ledger(CompositeScripts.slos(composite), maxSeries);
    List<String> told = new ArrayList<>();
    ledger.advanceTo(LedgerScripts.EPOCH, false);
    steps.forEach(step -> told.addAll(SeriesScripts.play(step, ledger)));
    ledger.series().forEach(series -> told.add(series.view().toString()));
    return told;
  }
}
