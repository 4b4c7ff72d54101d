package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.alert.AlertState;
import dev.slostreams.budget.TierState;
import dev.slostreams.engine.Ledger.Recorded;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.AlertPolicy.Guards;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Tier.DeployAction;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final long NOON = 1_767_268_800; // 2026-01-01T12:00:00Z
  private static final Counts GOOD = new Counts(1, 1);
  private static final Counts BAD = new Counts(0, 1);

  /**
   * Fires at the first tick that sees a failure, resolves 30 s after its window of 60 s is clean.
   */
  private static final AlertPolicy PAGE = Slos.policy("page", "page", Slos.burn("0", 60));

  private final Slo slo = Slos.with(Slos.availability("cart", "region"), PAGE);

  @Test
  void seriesIsBornWithItsFirstCountedSecond() {
    Ledger ledger = new Ledger(List.of(slo), 10);
    ledger.advanceTo(NOON, false);

    ledger.record(key("eu"), NOON + 5, GOOD);
    ledger.advanceTo(NOON + 5, false);
    List<String> before = births(ledger);
    ledger.advanceTo(NOON + 6, false);

    assertThat(before).isEmpty();
    assertThat(births(ledger)).containsExactly("eu " + (NOON + 5));
  }

  @Test
  void lateFirstEventIsTheBirth() {
    Ledger ledger = new Ledger(List.of(slo), 10);
    ledger.advanceTo(NOON, false);

    Recorded recorded = ledger.record(key("eu"), NOON - 100, GOOD);
    ledger.advanceTo(NOON + 1, false);

    assertThat(recorded).isEqualTo(Recorded.LATE);
    assertThat(births(ledger)).containsExactly("eu " + (NOON - 100));
  }

  @Test
  void eventAfterBirthDoesNotMoveItHoweverEarlyItsSecond() {
    Ledger ledger = new Ledger(List.of(slo), 10);
    ledger.advanceTo(NOON, false);
    ledger.record(key("eu"), NOON, GOOD);
    ledger.advanceTo(NOON + 1, false);

    ledger.record(key("eu"), NOON - 100, GOOD);
    ledger.advanceTo(NOON + 2, false);

    assertThat(births(ledger)).containsExactly("eu " + NOON);
  }

  @Test
  void eventOfWeightZeroBearsNothing() {
    Ledger ledger = new Ledger(List.of(slo), 10);
    ledger.advanceTo(NOON, false);

    Recorded recorded = ledger.record(key("eu"), NOON, Counts.ZERO);
    ledger.advanceTo(NOON + 10, false);

    assertThat(recorded).isEqualTo(Recorded.IN_TIME);
    assertThat(births(ledger)).isEmpty();
    assertThat(ledger.find(key("eu"))).isNull();
  }

  @Test
  void secondOlderThanEveryWindowIsExpired() {
    Slo hour = Slos.withTimeWindow(slo, Slos.HOUR);
    Ledger ledger = new Ledger(List.of(hour), 10);
    ledger.advanceTo(NOON + 30, false);

    // the time window begins at the whole minute before NOON + 30 s - 1 h
    Recorded covered = ledger.record(key("eu"), NOON - Slos.HOUR, GOOD);
    Recorded older = ledger.record(key("eu"), NOON - Slos.HOUR - 1, GOOD);
    ledger.advanceTo(NOON + 31, false);

    assertThat(List.of(covered, older)).containsExactly(Recorded.LATE, Recorded.EXPIRED);
    assertThat(totals(ledger)).isEqualTo(Map.of("eu", 1L));
  }

  @Test
  void pastMaxSeriesWhatIsNewIsCountedInOther() {
    Ledger ledger = new Ledger(List.of(slo), 2);
    ledger.record(key("eu"), NOON, GOOD);
    ledger.record(key("us"), NOON + 1, GOOD);
    ledger.record(key("ap"), NOON + 2, GOOD);
    ledger.record(key("sa"), NOON + 3, GOOD);
    ledger.record(key("eu"), NOON + 3, GOOD);

    ledger.advanceTo(NOON + 10, false);

    assertThat(totals(ledger)).isEqualTo(Map.of("eu", 2L, "us", 1L, "__other__", 2L));
    assertThat(ledger.seriesPerSlo()).isEqualTo(Map.of(SloId.of("cart"), 2));
  }

  @Test
  void placesAreTakenInTheOrderOfBirthThenKey() {
    Ledger ledger = new Ledger(List.of(slo), 2);
    ledger.record(key("us"), NOON + 1, GOOD);
    ledger.record(key("eu"), NOON + 1, GOOD);
    ledger.record(key("za"), NOON, GOOD);

    ledger.advanceTo(NOON + 10, false);

    assertThat(totals(ledger)).isEqualTo(Map.of("za", 1L, "eu", 1L, "__other__", 1L));
  }

  @Test
  void otherSeesWhatHasNoPlaceAtTheTickAfterItsSecond() {
    Ledger ledger = new Ledger(List.of(slo), 1);
    ledger.record(key("eu"), NOON, GOOD);
    ledger.record(key("ap"), NOON, GOOD);
    ledger.advanceTo(NOON + 5, false);

    ledger.record(key("us"), NOON + 5, BAD);
    List<String> transitions = transitions(ledger, NOON + 6);

    assertThat(transitions).containsExactly(NOON + 6 + " __other__ page firing");
  }

  @Test
  void seriesIsRemovedAfterItsTimeWindowAndADay() {
    Ledger ledger = new Ledger(List.of(Slos.withTimeWindow(slo, Slos.HOUR)), 10);
    ledger.record(key("eu"), NOON, GOOD);

    // at this tick the event's second is the last of the time window and the day
    ledger.advanceTo(NOON + Slos.HOUR + Slos.DAY, false);
    List<String> before = births(ledger);
    ledger.advanceTo(NOON + Slos.HOUR + Slos.DAY + 1, false);

    assertThat(before).containsExactly("eu " + NOON);
    assertThat(births(ledger)).isEmpty();
  }

  @Test
  void removedSeriesComesBackAsANewOne() {
    long later = NOON + 3 * Slos.DAY;
    Ledger ledger = new Ledger(List.of(Slos.withTimeWindow(slo, Slos.HOUR)), 10);
    ledger.record(key("eu"), NOON, GOOD);
    ledger.record(key("eu"), later, GOOD);

    ledger.advanceTo(later + 1, false);

    assertThat(births(ledger)).containsExactly("eu " + later);
  }

  @Test
  void placeOfARemovedSeriesIsFree() {
    long later = NOON + 3 * Slos.DAY;
    Ledger ledger = new Ledger(List.of(Slos.withTimeWindow(slo, Slos.HOUR)), 1);
    ledger.record(key("eu"), NOON, GOOD);
    ledger.record(key("us"), NOON, GOOD);
    ledger.record(key("us"), later, GOOD);

    ledger.advanceTo(later + 1, false);

    assertThat(births(ledger)).containsExactly("us " + later);
  }

  @Test
  void firingSeriesIsNotRemovedUntilItResolves() {
    AlertPolicy noData = Slos.withNoData(PAGE);
    Ledger ledger = new Ledger(List.of(Slos.with(Slos.withTimeWindow(slo, Slos.HOUR), noData)), 10);
    ledger.record(key("eu"), NOON, GOOD);

    List<String> transitions = transitions(ledger, NOON + 10 * Slos.DAY);

    assertThat(transitions).containsExactly(NOON + 61 + " eu page-no-data firing");
    assertThat(births(ledger)).containsExactly("eu " + NOON);
  }

  @Test
  void everySloCountsForItself() {
    Slo checkout = Slos.with(Slos.availability("checkout"), PAGE);
    Ledger ledger = new Ledger(List.of(slo, checkout), 10);
    ledger.record(key("eu"), NOON, BAD);
    ledger.record(SeriesKey.of(checkout.id()), NOON, BAD);

    List<String> transitions =
        ledger.advanceTo(NOON + 1, false).stream().map(t -> t.series().id()).toList();

    assertThat(transitions).containsExactly("cart{region=\"eu\"}", "checkout");
  }

  @Test
  void nothingResolvesWhileAPartitionIsMissing() {
    Ledger ledger = new Ledger(List.of(slo), 10);
    ledger.record(key("eu"), NOON, BAD);
    ledger.record(key("eu"), NOON + 70, GOOD);

    List<String> fired = transitions(ledger, NOON + 30);
    List<String> missing = transitions(ledger, NOON + 1_000, true);
    List<String> complete = transitions(ledger, NOON + 2_000);

    assertThat(fired).containsExactly(NOON + 1 + " eu page firing");
    assertThat(missing).isEmpty();
    // calm from the first complete tick on, for 30 s
    assertThat(complete).containsExactly(NOON + 1_031 + " eu page resolved");
  }

  @Test
  void alertThatWasCalmingDoesNotResolveWhileAPartitionIsMissing() {
    Ledger ledger = new Ledger(List.of(slo), 10);
    ledger.record(key("eu"), NOON, BAD);
    ledger.record(key("eu"), NOON + 50, GOOD);
    transitions(ledger, NOON + 70);

    List<String> missing = transitions(ledger, NOON + 1_000, true);
    List<String> complete = transitions(ledger, NOON + 2_000);

    assertThat(missing).isEmpty();
    assertThat(complete).containsExactly(NOON + 1_031 + " eu page resolved");
  }

  @Test
  void pendingAlertDoesNotFireForWantOfDataWhileAPartitionIsMissing() {
    Guards after = new Guards(100, 30, 0);
    Slo calm = Slos.with(slo, Slos.withGuards(PAGE, after));
    Ledger ledger = new Ledger(List.of(calm), 10);
    ledger.record(key("eu"), NOON, BAD);
    ledger.record(key("eu"), NOON + 50, GOOD);
    ledger.record(key("eu"), NOON + 90, GOOD);
    transitions(ledger, NOON + 10);

    List<String> missing = transitions(ledger, NOON + 1_000, true);

    // the failure leaves the window at 61, before the policy has held for 100 s
    assertThat(missing).isEmpty();
  }

  @Test
  void alertFiresWhileAPartitionIsMissingAndSaysSo() {
    Ledger ledger = new Ledger(List.of(slo), 10);
    ledger.record(key("eu"), NOON, BAD);

    List<Boolean> incomplete =
        ledger.advanceTo(NOON + 1, true).stream().map(t -> t.evidence().incomplete()).toList();

    assertThat(incomplete).containsExactly(true);
  }

  @Test
  void headIsToldAgainWhenItsLastEventHasEntered() {
    Ledger ledger = new Ledger(List.of(slo), 10);
    ledger.record(key("eu"), NOON, GOOD);
    ledger.record(key("eu"), NOON + 500, GOOD);
    ledger.advanceTo(NOON + 1, false);
    List<Long> early = lastSeconds(ledger);

    ledger.advanceTo(NOON + 1_000, false);
    List<Long> late = lastSeconds(ledger);

    assertThat(early).containsExactly(NOON);
    assertThat(late).containsExactly(NOON + 500);
  }

  @Test
  void resumedStateOfAPolicyThatIsGoneIsForgottenAndToldSo() {
    Ledger ledger = new Ledger(List.of(Slos.with(slo)), 10);
    SeriesHead head =
        new SeriesHead(
            NOON, NOON, Map.of("page", new AlertState.Firing(NOON + 1, AlertState.NEVER)));

    ledger.resume(NOON + 10, Map.of(key("eu"), head));

    TierState green = new TierState("green", TierState.NEVER, DeployAction.ALLOW);
    assertThat(heads(ledger)).containsExactly(new SeriesHead(NOON, NOON, Map.of(), green));
  }

  @Test
  void resumedNoDataAlertThatIsNotAskedForAnyMoreDoesNotKeepTheSeries() {
    Ledger ledger = new Ledger(List.of(Slos.withTimeWindow(slo, Slos.HOUR)), 10);
    SeriesHead head =
        new SeriesHead(
            NOON, NOON, Map.of("page-no-data", new AlertState.Firing(NOON + 61, AlertState.NEVER)));
    ledger.resume(NOON + 100, Map.of(key("eu"), head));

    ledger.advanceTo(NOON + 10 * Slos.DAY, false);

    assertThat(births(ledger)).isEmpty();
  }

  private SeriesKey key(String region) {
    return SeriesKey.of(slo.id(), List.of("region"), List.of(region));
  }

  private static List<String> transitions(Ledger ledger, long to) {
    return transitions(ledger, to, false);
  }

  private static List<String> transitions(Ledger ledger, long to, boolean incomplete) {
    return ledger.advanceTo(to, incomplete).stream()
        .map(t -> t.at() + " " + region(t.series()) + " " + t.alert() + " " + t.change())
        .toList();
  }

  private static List<String> births(Ledger ledger) {
    return ledger.series().stream().map(s -> region(s.key()) + " " + s.birth()).toList();
  }

  private static Map<String, Long> totals(Ledger ledger) {
    Map<String, Long> totals = new TreeMap<>();
    ledger.series().forEach(s -> totals.put(region(s.key()), s.view().counts().total()));
    return totals;
  }

  private static List<Long> lastSeconds(Ledger ledger) {
    return heads(ledger).stream().map(SeriesHead::lastSecond).toList();
  }

  private static List<SeriesHead> heads(Ledger ledger) {
    List<SeriesHead> heads = new ArrayList<>();
    ledger.drainChanges(
        new LedgerChanges() {
          @Override
          public void removed(SeriesKey key) {}

          @Override
          public void head(SeriesKey key, SeriesHead head) {
            heads.add(head);
          }

          @Override
          public void page(SeriesKey key, Cover cover, int tier, long number, byte[] bytes) {}
        });
    return heads;
  }

  private static String region(SeriesKey key) {
    return key.labels().get(0).value();
  }
}
