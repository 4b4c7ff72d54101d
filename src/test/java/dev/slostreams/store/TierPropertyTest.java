package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.TierChange;
import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.CalendarUnit;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Tier;
import dev.slostreams.slo.Tier.DeployAction;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.ReferenceTiers;
import dev.slostreams.testing.Slos;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.window.Counts;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Changes of tier equal the reference, also when the ledger is stored and loaded in between. */
class TierPropertyTest {

  private static final long EPOCH = LedgerScripts.EPOCH;
  private static final String[] TARGETS = {"0", "0.5", "0.9", "0.99"};

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void tiersEqualTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    Slo slo = slo(random);
    List<FreezeException> exceptions = exceptions(random);
    ReferenceTiers reference = new ReferenceTiers(slo, exceptions, EPOCH);
    KeyValueStore<Bytes, byte[]> bytes = Stores.inMemoryKeyValueStore("series-store").get();
    Watermarks watermarks = new Watermarks(List.of("requests-0"), 60_000, 0);
    LedgerStore store = new LedgerStore(bytes);
    Ledger ledger = load(store, slo, exceptions, watermarks);
    List<String> changes = new ArrayList<>();
    ledger.advanceTo(EPOCH, false);

    long tick = EPOCH;
    for (long[] step : script(random)) {
      if (step.length == 3) {
        reference.record(step[0], step[1], step[2]);
        ledger.record(SeriesKey.of(slo.id()), step[0], new Counts(step[1], step[2]));
      } else if (step[0] > tick) {
        tick = step[0];
        reference.advanceTo(tick);
        ledger.advanceTo(tick, false);
        ledger.takeTierChanges().forEach(change -> changes.add(text(change)));
        store.save(ledger, watermarks);
        if (random.nextInt(4) == 0) {
          store = new LedgerStore(bytes);
          ledger = load(store, slo, exceptions, watermarks);
        }
      }
    }

    assertThat(changes).as("seed %d, %s, %s", seed, slo, exceptions).isEqualTo(reference.changes());
  }

  private static Ledger load(
      LedgerStore store, Slo slo, List<FreezeException> exceptions, Watermarks watermarks) {
    Ledger ledger = new Ledger(List.of(slo), 10);
    ledger.setFreezeExceptions(exceptions);
    store.load(ledger, watermarks, List.of(slo));
    return ledger;
  }

  private static String text(TierChange change) {
    return change.at()
        + " "
        + change.from()
        + " "
        + change.now().tier()
        + " "
        + change.now().action();
  }

  private static Slo slo(Random random) {
    long[] lengths = {60, 600, 3_601, 7_200, 14_400};
    TimeWindow timeWindow = new TimeWindow.Rolling(lengths[random.nextInt(lengths.length)]);
    if (random.nextInt(3) == 0) {
      LocalDateTime start = LocalDateTime.of(2026, 1, 1, 0, random.nextInt(40));
      timeWindow = new CalendarAligned(1, CalendarUnit.DAY, start, ZoneId.of("UTC"));
    }
    List<Tier> tiers = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      tiers.add(
          new Tier(
              "tier-" + i,
              Fraction.of(i == 0 ? "0" : "" + (i - 0.75) / 4),
              DeployAction.values()[random.nextInt(3)]));
    }
    Slo slo = Slos.withTimeWindow(Slos.availability(), timeWindow);
    slo = Slos.withTarget(slo, TARGETS[random.nextInt(TARGETS.length)]);
    return Slos.withBudgetPolicy(slo, new BudgetPolicy("releases", tiers));
  }

  private static List<FreezeException> exceptions(Random random) {
    List<FreezeException> exceptions = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      long from = EPOCH + random.nextInt(10_000);
      exceptions.add(
          new FreezeException(
              "exception-" + i,
              new Scope(Set.of("availability"), Set.of()),
              from,
              from + 1 + random.nextInt(5_000),
              "ada",
              "a fix"));
    }
    return exceptions;
  }

  /** {second, good, total} counts, {tick} advances. */
  private static List<long[]> script(Random random) {
    List<long[]> script = new ArrayList<>();
    long now = EPOCH + 1 + random.nextInt(3_000);
    for (int phase = 2 + random.nextInt(4); phase > 0; phase--) {
      double rate = new double[] {0, 0.01, 0.3}[random.nextInt(3)];
      double errors = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      for (long end = now + 1 + random.nextInt(5_000); now < end; now++) {
        if (random.nextDouble() < rate) {
          long total = 1 + random.nextInt(5);
          long bad = random.nextDouble() < errors ? 1 + random.nextLong(total) : 0;
          long late = random.nextInt(12) == 0 ? random.nextInt(4_000) : 0;
          script.add(new long[] {Math.max(EPOCH, now - late), total - bad, total});
        }
        if (random.nextInt(rate == 0 ? 2_000 : 40) == 0) {
          script.add(new long[] {now + 1});
        }
      }
    }
    script.add(new long[] {now + 5_000});
    return script;
  }
}
