package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Many more series than have a place: what it costs, and that no tick is treated otherwise. */
class MaxSeriesTest {

  private static final long NOON = 1_767_268_800; // 2026-01-01T12:00:00Z
  private static final AlertPolicy PAGE = Slos.policy("page", "page", Slos.burn("0", 60));

  private final Slo slo = Slos.with(Slos.availability("cart", "user"), PAGE);

  @Test
  void ticksAtWhichOthersFindNoPlaceCostThoseThatHaveOneNothing() {
    Ledger ledger = new Ledger(List.of(slo), 2);
    ledger.record(key("first"), NOON, new Counts(1, 1));
    ledger.record(key("second"), NOON, new Counts(1, 1));
    ledger.advanceTo(NOON + 5, false);
    long before = ledger.find(key("first")).evaluatedTicks();
    for (int second = 5; second < 505; second++) {
      ledger.record(key("user-" + second), NOON + second, new Counts(1, 1));
    }

    ledger.advanceTo(NOON + 600, false);

    assertThat(ledger.find(key("first")).evaluatedTicks() - before)
        .as("ticks that were evaluated and not passed over, of 595")
        .isLessThan(10);
    assertThat(ledger.find(key("first").other()).view().counts()).isEqualTo(new Counts(500, 500));
  }

  @Test
  void whatWillFindNoPlaceTakesNoMemoryBeforeItsTick() {
    Ledger ledger = new Ledger(List.of(slo), 2);
    ledger.record(key("first"), NOON, new Counts(1, 1));
    ledger.record(key("second"), NOON, new Counts(1, 1));
    ledger.advanceTo(NOON + 5, false);

    for (int second = 5; second < 505; second++) {
      ledger.record(key("user-" + second), NOON + second, new Counts(1, 1));
    }
    long maybeFree = ledger.find(key("first")).forgottenAt();
    ledger.record(key("later"), maybeFree - 2, new Counts(1, 1));
    ledger.record(key("later"), maybeFree - 1, new Counts(1, 1));

    assertThat(ledger.waits(key("user-5"))).isFalse();
    assertThat(ledger.waits(key("user-504"))).isFalse();
    assertThat(ledger.waits(key("later"))).isTrue();
    ledger.advanceTo(NOON + 600, false);
    assertThat(ledger.find(key("first").other()).view().counts()).isEqualTo(new Counts(500, 500));
    ledger.advanceTo(maybeFree - 1, false);
    assertThat(ledger.find(key("later"))).isNull();
    assertThat(ledger.find(key("first").other()).view().counts()).isEqualTo(new Counts(1, 1));
    ledger.advanceTo(maybeFree, false);
    assertThat(ledger.find(key("later")).view().counts()).isEqualTo(new Counts(1, 1));
  }

  /** With a time window of an hour places become free again within the script. */
  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void howTheCallsAreSplitChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Slo hour = random.nextBoolean() ? slo : Slos.withTimeWindow(slo, Slos.HOUR);
    int places = 1 + random.nextInt(4);
    Ledger each = new Ledger(List.of(hour), places);
    Ledger jumping = new Ledger(List.of(hour), places);
    List<String> expected = new ArrayList<>();
    List<String> transitions = new ArrayList<>();
    long now = NOON;
    for (int phase = 0; phase < 6; phase++) {
      long length = 1 + random.nextInt(400);
      // after it the first may have been forgotten, and others find a place
      long silence = random.nextInt(3) == 0 ? Slos.DAY + random.nextInt(7_200) : 0;
      for (int i = 0; i < 60; i++) {
        long second = now + random.nextInt((int) length) + (random.nextBoolean() ? silence : 0);
        SeriesKey key = key("user-" + random.nextInt(1 + random.nextInt(30)));
        Counts counts = new Counts(random.nextInt(20) == 0 ? 0 : 1, 1);
        each.record(key, second, counts);
        jumping.record(key, second, counts);
      }
      now += length + silence;
      long from = each.tick() == Ledger.NO_TICK ? NOON : each.tick();
      for (long tick = from + 1; tick <= now; tick++) {
        each.advanceTo(tick, false).forEach(t -> expected.add(t.toString()));
      }
      jumping.advanceTo(now, false).forEach(t -> transitions.add(t.toString()));
    }

    assertThat(transitions).as("seed %d", seed).isEqualTo(expected);
    assertThat(totals(jumping)).as("seed %d", seed).isEqualTo(totals(each));
    assertThat(jumping.seriesPerSlo()).isEqualTo(each.seriesPerSlo());
    jumping.checkInvariants();
  }

  private static Map<SeriesKey, Counts> totals(Ledger ledger) {
    Map<SeriesKey, Counts> totals = new TreeMap<>();
    ledger.series().forEach(series -> totals.put(series.key(), series.view().counts()));
    return totals;
  }

  private SeriesKey key(String user) {
    return SeriesKey.of(slo.id(), List.of("user"), List.of(user));
  }
}
