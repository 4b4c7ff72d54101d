package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stretch of time costs what changes in it, not its length. */
class PassedOverTicksTest {

  private static final long START = 1_767_225_600; // 2026-01-01T00:00:00Z
  private static final long YEAR = 365 * Slos.DAY;

  @Test
  void monthsOfSilenceAfterGoodEventsCostOneTick() {
    SeriesEngine series = afterTenEvents(1, Slos.workbook());

    long ticks = ticksOf(series, START + 20 * Slos.DAY);

    // nothing bad in any window, so no policy can begin to hold
    assertThat(ticks).isEqualTo(1);
  }

  @Test
  void silenceThatNobodyResolvesCostsAFewTicks() {
    SeriesEngine series =
        afterTenEvents(0, Slos.policy("page", "page", Slos.burn("10", 60), Slos.burn("10", 300)));

    long ticks = ticksOf(series, START + 20 * Slos.DAY);

    // the age counts for 300 s; then the longest window empties, and the alert is calm for 30 s
    assertThat(ticks).isBetween(3L, 310L);
    assertThat(series.isFiring()).isFalse();
  }

  @Test
  void alertThatNeverResolvesCostsNothingAfterTheSeriesCouldBeForgotten() {
    AlertPolicy quiet = Slos.policy("quiet", "ticket", Slos.burn(Op.LT, "1", 60));
    SeriesEngine series = afterTenEvents(1, quiet);

    long ticks = ticksOf(series, START + YEAR);

    // burn 0 is below 1 whatever happens: the alert fires for good
    assertThat(series.isFiring()).isTrue();
    assertThat(ticks).isLessThan(100);
  }

  private static SeriesEngine afterTenEvents(long good, AlertPolicy... policies) {
    Slo slo = Slos.with(Slos.availability(), policies);
    Ledger ledger = new Ledger(List.of(slo), 1);
    for (int second = 0; second < 10; second++) {
      ledger.record(SeriesKey.of(slo.id()), START + second, new Counts(good, 1));
    }
    ledger.advanceTo(START + 10, false);
    return ledger.series().get(0);
  }

  private static long ticksOf(SeriesEngine series, long to) {
    long before = series.evaluatedTicks();
    series.advanceTo(to, false, new Emissions());
    return series.evaluatedTicks() - before;
  }
}
