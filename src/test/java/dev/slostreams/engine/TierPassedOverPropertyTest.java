package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.SlicedSlos;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** No change of tier is passed over: one jump gives what tick after tick gives. */
class TierPassedOverPropertyTest {

  private static final long EPOCH = LedgerScripts.EPOCH;
  private static final BudgetPolicy POLICY =
      new BudgetPolicy("releases", BudgetPolicy.DEFAULT_TIERS);

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void jumpGivesTheSameTiersInSlices(@ForAll long seed) {
    Random random = new Random(seed);
    Slo slo = Slos.withBudgetPolicy(SlicedSlos.random(random), POLICY);

    compare(random, slo, List.of(SeriesKey.of(slo.id())), seed);
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void jumpGivesTheSameTiersInComposites(@ForAll long seed) {
    Random random = new Random(seed);
    Slo one = objective("one", "0.9");
    Slo two = objective("two", "0.5");
    Slo composite =
        Slos.composite(
            List.of(
                new Component(one, new BigDecimal("0.3")),
                new Component(two, new BigDecimal("0.7"))));
    Slo slo = Slos.withBudgetPolicy(composite, POLICY);

    compare(random, slo, List.of(SeriesKey.of(one.id()), SeriesKey.of(two.id())), seed);
  }

  private static Slo objective(String name, String target) {
    Slo slo = Slos.withTarget(Slos.withTimeWindow(Slos.availability(), 7_200), target);
    return new Slo(
        new SloId("availability", name),
        slo.service(),
        slo.indicator(),
        slo.target(),
        slo.period(),
        slo.alertPolicies(),
        slo.about());
  }

  private static void compare(Random random, Slo slo, List<SeriesKey> keys, long seed) {
    Ledger jumping = new Ledger(List.of(slo), 10);
    Ledger stepping = new Ledger(List.of(slo), 10);
    long end = record(random, keys, List.of(jumping, stepping)) + 4_000;

    jumping.advanceTo(end, false);
    for (long tick = EPOCH; tick <= end; tick++) {
      stepping.advanceTo(tick, false);
    }

    assertThat(jumping.takeTierChanges())
        .as("seed %d, %s", seed, slo)
        .isEqualTo(stepping.takeTierChanges());
  }

  /** Counts of both ledgers in phases; the last second. */
  private static long record(Random random, List<SeriesKey> keys, List<Ledger> ledgers) {
    long now = EPOCH + random.nextInt(1_000);
    for (int phase = 2 + random.nextInt(4); phase > 0; phase--) {
      int every = new int[] {3, 60, 900}[random.nextInt(3)];
      double errors = random.nextInt(3) == 0 ? 0 : random.nextDouble() / 2;
      for (long end = now + random.nextInt(4_000); now < end; now += 1 + random.nextInt(every)) {
        long total = 1 + random.nextInt(4);
        long bad = random.nextDouble() < errors ? 1 + random.nextLong(total) : 0;
        SeriesKey key = keys.get(random.nextInt(keys.size()));
        for (Ledger ledger : ledgers) {
          ledger.record(key, now, new Counts(total - bad, total));
        }
      }
    }
    return now;
  }
}
