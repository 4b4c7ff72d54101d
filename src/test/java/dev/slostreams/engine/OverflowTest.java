package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.engine.Ledger.Recorded;
import dev.slostreams.slo.BudgetingMethod.NoData;
import dev.slostreams.slo.BudgetingMethod.RatioTimeslices;
import dev.slostreams.slo.BudgetingMethod.Slices;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A series holds less than 2⁶² over all its windows; what would be more is refused, never wrapped.
 */
class OverflowTest {

  private static final long NOON = 1_767_268_800; // 2026-01-01T12:00:00Z
  private static final long MOST = (1L << 62) - 1;

  private final Slo slo =
      Slos.withTimeWindow(
          Slos.with(
              Slos.availability("cart", "region"), Slos.policy("p", "page", Slos.burn("1", 60))),
          Slos.HOUR);
  private final Ledger ledger = new Ledger(List.of(slo), 2);

  @Test
  void countThatWouldReachTheLimitIsRefusedAndChangesNothing() {
    Recorded most = record("eu", NOON, MOST);
    Recorded waiting = record("eu", NOON + 1, 1);
    ledger.advanceTo(NOON + 2, false);
    Recorded entered = record("eu", NOON + 2, 1);
    Recorded late = record("eu", NOON, 1);
    Recorded other = record("us", NOON + 2, MOST);
    ledger.advanceTo(NOON + 3, false);

    assertThat(List.of(most, waiting, entered, late, other))
        .containsExactly(
            Recorded.IN_TIME,
            Recorded.OVERFLOW,
            Recorded.OVERFLOW,
            Recorded.OVERFLOW,
            Recorded.IN_TIME);
    assertThat(total("eu")).isEqualTo(MOST);
    assertThat(total("us")).isEqualTo(MOST);
  }

  @Test
  void countsAreTakenAgainWhenTheOldOnesHaveLeft() {
    record("eu", NOON, MOST);
    ledger.advanceTo(NOON + Slos.HOUR, false);
    Recorded before = record("eu", NOON + Slos.HOUR, 1);
    ledger.advanceTo(NOON + Slos.HOUR + 61, false);

    Recorded after = record("eu", NOON + Slos.HOUR + 61, 7);
    ledger.advanceTo(NOON + Slos.HOUR + 62, false);

    assertThat(List.of(before, after)).containsExactly(Recorded.OVERFLOW, Recorded.IN_TIME);
    assertThat(total("eu")).isEqualTo(7);
  }

  @Test
  void moreThanTheLimitAtOnceMakesNoSeries() {
    Recorded recorded = record("eu", NOON, Long.MAX_VALUE);
    ledger.advanceTo(NOON + 1, false);

    assertThat(recorded).isEqualTo(Recorded.OVERFLOW);
    assertThat(ledger.find(key("eu"))).isNull();
  }

  @Test
  void whatOtherCannotTakeIsTold() {
    record("a", NOON, 1);
    record("b", NOON + 1, 1);
    record("c", NOON + 2, MOST);
    record("d", NOON + 3, 1);
    record("d", NOON + 4, 1);

    ledger.advanceTo(NOON + 10, false);

    assertThat(ledger.takeRefused()).isEqualTo(Map.of(slo.id(), 2L));
    assertThat(ledger.takeRefused()).isEmpty();
    assertThat(total(SeriesKey.OTHER)).isEqualTo(MOST);
  }

  @Test
  void slicesHoldTheLimitTheSameWay() {
    Slo sliced =
        Slos.with(
            new Slo(
                slo.id(),
                slo.service(),
                slo.indicator(),
                slo.target(),
                new Slo.Period(
                    new TimeWindow.Rolling(Slos.HOUR),
                    new RatioTimeslices(new Slices(60, NoData.AS_MEASURED))),
                List.of(),
                slo.about()));
    Ledger slices = new Ledger(List.of(sliced), 2);
    slices.record(key("eu"), NOON, new Counts(MOST, MOST));
    slices.advanceTo(NOON + 30, false);
    Recorded inSlice = slices.record(key("eu"), NOON + 30, new Counts(1, 1));
    slices.advanceTo(NOON + 60, false);
    Recorded judged = slices.record(key("eu"), NOON + 60, new Counts(1, 1));
    slices.advanceTo(NOON + 60 + Slos.HOUR, false);

    Recorded after = slices.record(key("eu"), NOON + 60 + Slos.HOUR, new Counts(1, 1));

    assertThat(List.of(inSlice, judged, after))
        .containsExactly(Recorded.OVERFLOW, Recorded.OVERFLOW, Recorded.IN_TIME);
  }

  private Recorded record(String region, long second, long total) {
    return ledger.record(key(region), second, new Counts(0, total));
  }

  private long total(String region) {
    return ledger.find(key(region)).view().counts().total();
  }

  private SeriesKey key(String region) {
    return SeriesKey.of(slo.id(), List.of("region"), List.of(region));
  }
}
