package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Slo;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.ReferenceLedger;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The engine equals the brute-force reference, whatever the events, the policies and the calls. */
class LedgerPropertyTest {

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void equalsTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    Slo slo = LedgerScripts.slo(random);
    List<long[]> script = LedgerScripts.script(random);
    ReferenceLedger reference = new ReferenceLedger(slo, 10, LedgerScripts.EPOCH);
    Ledger ledger = new Ledger(List.of(slo), 10, LedgerScripts.addedWindows(random));

    List<String> transitions =
        LedgerScripts.play(ledger, reference, slo, script, UnaryOperator.identity());

    assertThat(transitions).as("seed %d, %s", seed, slo).isEqualTo(reference.transitions());
  }
}
