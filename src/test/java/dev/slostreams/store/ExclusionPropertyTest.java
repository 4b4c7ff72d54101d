package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.Ledger;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.ExclusionScripts;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.ReferenceExclusions;
import dev.slostreams.testing.ReferenceLedger;
import dev.slostreams.testing.SeriesScripts;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.window.Counts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Whatever is excluded, undone and restored, and when: the ledger equals the reference. */
class ExclusionPropertyTest {

  private static final long EPOCH = LedgerScripts.EPOCH;
  private static final int MAX_SERIES = 10;

  private final Watermarks watermarks = new Watermarks(List.of("requests-0"), 60_000, 0);
  private KeyValueStore<Bytes, byte[]> bytes;
  private Slo slo;
  private Exclusions told;
  private LedgerStore store;

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void excludingAtAnyPointEqualsTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    play(random, seed, LedgerScripts.slo(random));
  }

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void slicesAreLeftOutOrJudgedOnTheirRest(@ForAll long seed) {
    Random random = new Random(seed);
    play(random, seed, SlicedSlos.random(random));
  }

  private void play(Random random, long seed, Slo of) {
    slo = of;
    List<long[]> script = LedgerScripts.script(random);
    long last = EPOCH + Math.max(1_000, -script.get(script.size() - 1)[0]);
    told = ExclusionScripts.random(random, slo, EPOCH, last);
    ReferenceExclusions exclusions = new ReferenceExclusions();
    told.all().forEach(exclusions::tell);
    ReferenceLedger reference = new ReferenceLedger(slo, MAX_SERIES, EPOCH, exclusions);
    bytes = Stores.inMemoryKeyValueStore("series-store").get();
    Ledger ledger = load(random);
    SeriesKey key = SeriesKey.of(slo.id());
    ledger.advanceTo(EPOCH, false);

    List<String> transitions = new ArrayList<>();
    for (long[] step : script) {
      if (step[0] >= 0) {
        long second = EPOCH + step[0];
        int label = ExclusionScripts.label(random, told, second);
        long sum = SlicedSlos.sum(slo, step[1], step[2]);
        reference.record(key, second, label, new long[] {step[2] - step[1], step[2], sum});
        Counts counts = new Counts(step[1], step[2], BigInteger.valueOf(sum));
        ledger.record(key, second, ExclusionScripts.cover(label), counts);
      } else {
        long to = EPOCH - step[0];
        reference.advanceTo(to);
        transitions.addAll(SeriesScripts.play(new SeriesScripts.Advance(to), ledger));
        assertThat(SeriesScripts.budgets(ledger))
            .as("seed %d at %d, %s, %s", seed, to, slo, told)
            .isEqualTo(reference.budgets());
        maybeTell(random, ledger, exclusions);
        store.save(ledger, watermarks);
        ledger = random.nextInt(3) == 0 ? load(random) : ledger;
      }
    }

    assertThat(transitions)
        .as("seed %d, %s, %s", seed, slo, told)
        .isEqualTo(reference.transitions());
  }

  /** Something that was not known before comes into force at the next tick, or ends there. */
  private void maybeTell(Random random, Ledger ledger, ReferenceExclusions exclusions) {
    long next = ledger.tick() + 1;
    if (random.nextInt(4) == 0) {
      String name = "told-" + told.all().size();
      Exclusion late = ExclusionScripts.ofTime(random, slo, next - 9_000, next + 2_000, name);
      tell(ExclusionScripts.recorded(late, new InForce(next, Long.MAX_VALUE)), exclusions);
    } else if (random.nextInt(4) == 0 && !told.all().isEmpty()) {
      Exclusion ended = told.all().get(random.nextInt(told.all().size()));
      if (ended.inForce().from() < next && ended.inForce().to() > next) {
        tell(ended.withInForce(new InForce(ended.inForce().from(), next)), exclusions);
      }
    }
    ledger.exclusions(told);
  }

  private void tell(Exclusion exclusion, ReferenceExclusions exclusions) {
    exclusions.tell(exclusion);
    told = told.with(exclusion);
  }

  private Ledger load(Random random) {
    Ledger ledger = new Ledger(List.of(slo), MAX_SERIES);
    boolean before = random.nextBoolean();
    if (before) {
      ledger.exclusions(told);
    }
    store = new LedgerStore(bytes);
    store.load(ledger, watermarks, List.of(slo));
    if (!before) {
      ledger.exclusions(told);
    }
    return ledger;
  }
}
