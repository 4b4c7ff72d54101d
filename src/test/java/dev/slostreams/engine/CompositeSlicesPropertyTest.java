package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.CompositeScripts;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.ReferenceSliceComposite;
import dev.slostreams.testing.SeriesScripts;
import dev.slostreams.testing.SeriesScripts.Advance;
import dev.slostreams.testing.SeriesScripts.Count;
import dev.slostreams.testing.SeriesScripts.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Composites in time slices equal the brute-force reference, whatever the events and the calls. */
class CompositeSlicesPropertyTest {

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void equalsTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    Slo composite = CompositeScripts.sliced(random, CompositeScripts.composite(random));
    SeriesKey key = SeriesKey.of(composite.id());
    ReferenceSliceComposite reference =
        new ReferenceSliceComposite(composite, key, LedgerScripts.EPOCH);
    Ledger ledger = new Ledger(CompositeScripts.slos(composite), 10);
    List<String> transitions = new ArrayList<>();
    ledger.advanceTo(LedgerScripts.EPOCH, false);

    for (Step step :
        SeriesScripts.withTicks(random, CompositeScripts.shortCounts(random, composite))) {
      transitions.addAll(SeriesScripts.play(step, ledger));
      if (step instanceof Count count) {
        reference.record(count.key().slo(), count.second(), count.good(), count.total());
      } else {
        reference.advanceTo(((Advance) step).to());
        assertThat(budget(ledger, key)).as("%s", composite).isEqualTo(reference.budget());
      }
    }

    assertThat(transitions).as("%s", composite).isEqualTo(reference.transitions());
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void howTheTicksAreSplitChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Slo composite = CompositeScripts.sliced(random, CompositeScripts.composite(random, "region"));
    List<Count> counts = CompositeScripts.counts(random, composite, false);
    int maxSeries = 1 + random.nextInt(4);

    List<String> atOnce = played(composite, maxSeries, SeriesScripts.atOnce(random, counts));
    List<String> inTime = played(composite, maxSeries, SeriesScripts.inTime(random, counts));

    assertThat(inTime).as("%s", composite).isEqualTo(atOnce);
  }

  private static List<String> budget(Ledger ledger, SeriesKey key) {
    return SeriesScripts.budgets(ledger).stream()
        .filter(text -> text.startsWith(key + " "))
        .toList();
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
