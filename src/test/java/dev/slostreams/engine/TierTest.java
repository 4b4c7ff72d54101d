package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Tier.DeployAction;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The default tiers over ten hours at 90 %. While everything fails a young series has consumed
 * {@code 10 · age / 36,000}: half at an age of 1,800 s, three quarters at 2,700, 0.95 at 3,420.
 */
class TierTest {

  private static final long START = LedgerScripts.EPOCH;
  private static final long HOUR = Slos.HOUR;
  private static final Slo SHOWN =
      Slos.withTarget(Slos.withTimeWindow(Slos.availability(), 10 * HOUR), "0.9");
  private static final Slo SLO =
      Slos.withBudgetPolicy(SHOWN, new BudgetPolicy("releases", BudgetPolicy.DEFAULT_TIERS));
  private static final SeriesKey KEY = SeriesKey.of(SLO.id());

  private final Ledger ledger = new Ledger(List.of(SLO), 1);

  @Test
  void worseTiersComeAtTheTickAtWhichTheirShareIsConsumed() {
    ledger.record(KEY, START, new Counts(0, 1));

    ledger.advanceTo(START + HOUR, false);

    assertThat(changes())
        .containsExactly(
            "1800 green to yellow: warn",
            "2700 yellow to orange: freeze",
            "3420 orange to red: freeze");
  }

  @Test
  void growthByAgeAloneIsNotEvaluatedTickByTick() {
    ledger.record(KEY, START, new Counts(0, 1));
    ledger.advanceTo(START + 1, false);
    SeriesEngine series = ledger.series().get(0);
    long before = series.evaluatedTicks();

    ledger.advanceTo(START + HOUR, false);

    // three lines and the end
    assertThat(series.evaluatedTicks() - before).isEqualTo(4);
  }

  @Test
  void milderTierComesAfterAnHourAndIsThatOfItsTick() {
    ledger.record(KEY, START, new Counts(0, 1));
    ledger.advanceTo(START + 2 * HOUR, false);
    changes();

    // at an age of 7,200 s 1 of 10 is a fifth of the budget, so green; after the hour 1 of 10 is
    // 10,800 / 36,000 of it, and still green
    ledger.record(KEY, START + 2 * HOUR - 1, new Counts(9, 9));
    ledger.advanceTo(START + 3 * HOUR, false);
    List<String> withinTheHour = changes();
    ledger.advanceTo(START + 3 * HOUR + 1, false);

    assertThat(withinTheHour).isEmpty();
    assertThat(changes()).containsExactly("10801 red to green: allow");
  }

  @Test
  void hourBeginsAnewWhenTheTierIsReachedAgain() {
    ledger.record(KEY, START, new Counts(0, 1));
    ledger.record(KEY, START + 2 * HOUR, new Counts(9, 9));
    ledger.record(KEY, START + 2 * HOUR + 1_800, new Counts(0, 90));
    ledger.record(KEY, START + 2 * HOUR + 1_900, new Counts(9_900, 9_900));

    ledger.advanceTo(START + 4 * HOUR, false);

    assertThat(changes()).last().isEqualTo("12701 red to green: allow");
  }

  @Test
  void noMilderTierComesWhileAPartitionIsMissing() {
    ledger.record(KEY, START, new Counts(0, 1));
    ledger.record(KEY, START + 2 * HOUR, new Counts(99, 99));
    ledger.advanceTo(START + 2 * HOUR, false);
    changes();

    ledger.advanceTo(START + 5 * HOUR, true);
    List<String> missing = changes();
    ledger.advanceTo(START + 6 * HOUR + 1, false);

    assertThat(missing).isEmpty();
    assertThat(changes()).containsExactly("21601 red to green: allow");
  }

  @Test
  void sloThatNamesNoPolicyShowsItsTierAndEmitsNothing() {
    Ledger shown = new Ledger(List.of(SHOWN), 1);
    shown.record(KEY, START, new Counts(0, 1));

    shown.advanceTo(START + HOUR, false);

    assertThat(shown.takeTierChanges()).isEmpty();
    assertThat(shown.series().get(0).view().budgetView().tier())
        .isEqualTo(new TierView("red", DeployAction.FREEZE, List.of()));
  }

  @Test
  void exceptionLetsDeployAndEndsByItself() {
    FreezeException hotfix = exception("hotfix", START + 3_000, START + 3_200);
    ledger.setFreezeExceptions(List.of(hotfix));
    ledger.record(KEY, START, new Counts(0, 1));

    ledger.advanceTo(START + 3_100, false);
    TierView during = ledger.series().get(0).view().budgetView().tier();
    ledger.advanceTo(START + 3_300, false);

    assertThat(during).isEqualTo(new TierView("orange", DeployAction.ALLOW, List.of(hotfix)));
    assertThat(changes())
        .containsExactly(
            "1800 green to yellow: warn",
            "2700 yellow to orange: freeze",
            "3000 orange to orange: allow by hotfix",
            "3200 orange to orange: freeze");
  }

  @Test
  void exceptionThatChangesNoActionIsShownAndNotEmitted() {
    FreezeException early = exception("early", START + 100, START + 200);
    ledger.setFreezeExceptions(List.of(early));
    ledger.record(KEY, START, new Counts(0, 1));

    ledger.advanceTo(START + 150, false);

    assertThat(ledger.takeTierChanges()).isEmpty();
    assertThat(ledger.series().get(0).view().budgetView().tier().exception())
        .containsExactly(early);
  }

  @Test
  void exceptionThatIsTakenBackEndsAtTheNextTick() {
    ledger.setFreezeExceptions(List.of(exception("hotfix", START, START + Slos.DAY)));
    ledger.record(KEY, START, new Counts(0, 1));
    ledger.advanceTo(START + HOUR, false);
    changes();

    ledger.setFreezeExceptions(List.of());
    ledger.advanceTo(START + HOUR + 100, false);

    assertThat(changes()).containsExactly("3601 red to red: freeze");
  }

  @Test
  void exceptionOfAnotherSloIsNotInForce() {
    FreezeException other =
        new FreezeException(
            "other", new Scope(Set.of("latency"), Set.of()), START, START + HOUR, "ada", "a fix");
    ledger.setFreezeExceptions(List.of(other));
    ledger.record(KEY, START, new Counts(0, 1));

    ledger.advanceTo(START + 2_700, false);

    assertThat(changes())
        .containsExactly("1800 green to yellow: warn", "2700 yellow to orange: freeze");
  }

  private static FreezeException exception(String name, long from, long until) {
    return new FreezeException(
        name, new Scope(Set.of(), Set.of("shop")), from, until, "ada", "a fix");
  }

  private List<String> changes() {
    return ledger.takeTierChanges().stream().map(TierTest::text).toList();
  }

  private static String text(TierChange change) {
    String exception =
        change.now().exception().isEmpty() ? "" : " by " + change.now().exception().get(0).name();
    return "%d %s to %s: %s%s"
        .formatted(
            change.at() - START,
            change.from(),
            change.now().tier(),
            change.now().action(),
            exception);
  }
}
