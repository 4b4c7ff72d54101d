package dev.slostreams.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.alert.BurnSample;
import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.alert.Transition.Evidence;
import dev.slostreams.engine.TierChange;
import dev.slostreams.engine.TierView;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.AlertPolicy.Notification;
import dev.slostreams.slo.AlertPolicy.Texts;
import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.CalendarUnit;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Tier.DeployAction;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.testing.Slos;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What people read of an alert, a resolution, a silence and a change of tier. */
class AlertTextTest {

  private static final long STARTS = second("2026-01-01T01:32:28Z");
  private static final long ENDS = second("2026-01-01T01:44:31Z");
  private static final Slo SLO =
      Slos.withTimeWindow(
          Slos.with(Slos.availability("checkout", "region"), Slos.workbook()), 28 * Slos.DAY);

  @Test
  void firingAlertSaysWhatBurnsHowFastHowLongAndSinceWhen() {
    JsonNode record =
        record(SLO, firing("page-fast", 0.986, rate(Slos.HOUR, 14.72), rate(300, 96.2)));

    assertThat(record.get("title").textValue())
        .isEqualTo("checkout (region=eu) is burning its error budget 14.7 times too fast");
    assertThat(record.get("summary").textValue())
        .isEqualTo(
            "checkout (service shop, region=eu) burns its error budget 14.7 times too fast over 1 h,"
                + " 96.2 times too fast over 5 min. 98.6 % of the error budget of 28 d is left;"
                + " at the rate of the last 5 min it is gone in 6 h 53 min."
                + " Firing since 2026-01-01 01:32:28 UTC.");
    // 0.986 · 2,419,200 s / 96.2
    assertThat(record.get("timeToExhaustionSeconds").longValue()).isEqualTo(24_795);
  }

  @Test
  void overspentBudgetHasNoTimeLeft() {
    JsonNode record =
        record(SLO, firing("page-fast", -0.2, rate(Slos.HOUR, 720), rate(300, 1_000)));

    assertThat(record.get("timeToExhaustionSeconds").isNull()).isTrue();
    assertThat(record.get("summary").textValue())
        .contains("720 times too fast over 1 h", "The error budget of 28 d is overspent by 20 %.")
        .doesNotContain("gone in");
  }

  @Test
  void budgetThatBurnsNoFasterThanItComesBackLasts() {
    JsonNode record = record(SLO, firing("page-fast", 0.9, rate(Slos.DAY, 1.04), rate(7_200, 0.5)));

    // 0.9 · 2,419,200 s / 0.5, longer than the time window
    assertThat(record.get("timeToExhaustionSeconds").longValue()).isEqualTo(4_354_560);
    assertThat(record.get("summary").textValue())
        .contains(
            "1.04 times too fast over 1 d, at 0.5 of the pace it allows over 2 h",
            "at the rate of the last 2 h it lasts until it is renewed");
  }

  @Test
  void calendarAlignedBudgetLastsWhenItsPeriodEndsBeforeItIsGone() {
    TimeWindow month =
        new TimeWindow.CalendarAligned(
            1, CalendarUnit.MONTH, LocalDateTime.parse("2026-01-01T00:00:00"), ZoneId.of("UTC"));
    long twoDaysBeforeItsEnd = second("2026-01-30T00:00:00Z");
    Slo slo = Slos.withTimeWindow(SLO, month);

    // 0.1 · 30 d / 1.25 = 2.4 d
    String lasts = summary(slo, at(twoDaysBeforeItsEnd, 0.1, rate(Slos.HOUR, 1.25)));
    // 0.1 · 30 d / 2 = 1.5 d
    String gone = summary(slo, at(twoDaysBeforeItsEnd, 0.1, rate(Slos.HOUR, 2)));

    assertThat(lasts).contains("10 % of the error budget of the month is left", "it lasts until");
    assertThat(gone).contains("it is gone in 1 d 12 h");
  }

  @Test
  void resolvedAlertSaysHowLongItBurnedAndWhatIsLeft() {
    Transition resolved =
        transition("page-fast", Change.RESOLVED, 0.0049, rate(Slos.HOUR, 14.4), rate(300, 0));

    JsonNode record = record(SLO, resolved);

    assertThat(record.get("title").textValue())
        .isEqualTo("checkout (region=eu) no longer burns its error budget too fast");
    assertThat(record.get("summary").textValue())
        .isEqualTo(
            "checkout (service shop, region=eu) burned its error budget too fast for 12 min 3 s,"
                + " from 2026-01-01 01:32:28 UTC to 2026-01-01 01:44:31 UTC."
                + " 0.49 % of the error budget of 28 d is left.");
    assertThat(record.get("timeToExhaustionSeconds").isNull()).isTrue();
  }

  @Test
  void silenceSaysThatNothingIsKnown() {
    Slo slo = Slos.with(SLO, Slos.withNoData(Slos.workbook()[0]));

    JsonNode silent = record(slo, firing("page-fast-no-data", 1, rate(Slos.HOUR, 0), rate(300, 0)));
    JsonNode back = record(slo, transition("page-fast-no-data", Change.RESOLVED, 1));

    assertThat(silent.get("title").textValue()).isEqualTo("checkout (region=eu) has no events");
    assertThat(silent.get("summary").textValue())
        .isEqualTo(
            "checkout (service shop, region=eu) had no event in the last 5 min, so nobody knows how"
                + " good it is. 100 % of the error budget of 28 d is left."
                + " Firing since 2026-01-01 01:32:28 UTC.");
    assertThat(back.get("title").textValue()).isEqualTo("checkout (region=eu) has events again");
  }

  @Test
  void policySaysWhomToTellAndWhatToDo() {
    AlertPolicy policy = Slos.workbook()[0];
    Texts texts = new Texts("Users cannot pay", "https://runbooks.example.com/pay");
    Slo slo =
        Slos.with(
            SLO,
            new AlertPolicy(
                policy.name(),
                policy.severity(),
                policy.conditions(),
                policy.guards(),
                new Notification(true, false, false, List.of("oncall", "chat"), texts)));

    JsonNode firing = record(slo, firing("page-fast", 1));
    JsonNode resolved = record(slo, transition("page-fast", Change.RESOLVED, 1));

    assertThat(firing.get("notify").booleanValue()).isTrue();
    assertThat(resolved.get("notify").booleanValue()).isFalse();
    assertThat(firing.get("targets"))
        .extracting(JsonNode::textValue)
        .containsExactly("oncall", "chat");
    assertThat(firing.get("description").textValue()).isEqualTo("Users cannot pay");
    assertThat(firing.get("runbook").textValue()).isEqualTo("https://runbooks.example.com/pay");
  }

  @Test
  void runbookOfTheSloStandsInForThatOfThePolicy() {
    Slo slo =
        new Slo(
            SLO.id(),
            SLO.service(),
            SLO.indicator(),
            SLO.target(),
            SLO.period(),
            SLO.alertPolicies(),
            new Slo.About(
                "Checkout works",
                "",
                Map.of(),
                Map.of(Slo.About.RUNBOOK, "https://wiki/checkout")));

    JsonNode record = record(slo, firing("page-fast", 1));

    assertThat(record.get("runbook").textValue()).isEqualTo("https://wiki/checkout");
    assertThat(record.get("summary").textValue()).startsWith("Checkout works (service shop, ");
  }

  @Test
  void changeOfTierSaysWhatDeploymentsMayDo() {
    Slo slo = Slos.withBudgetPolicy(SLO, new BudgetPolicy("releases", BudgetPolicy.DEFAULT_TIERS));
    FreezeException exception =
        new FreezeException(
            "hotfix-4711",
            new Scope(new TreeSet<>(List.of("checkout")), new TreeSet<>()),
            STARTS,
            ENDS,
            "ada",
            "the fix itself");

    JsonNode frozen = tier(slo, new TierView("orange", DeployAction.FREEZE, List.of()));
    JsonNode lifted = tier(slo, new TierView("orange", DeployAction.ALLOW, List.of(exception)));

    assertThat(frozen.get("title").textValue())
        .isEqualTo("checkout (region=eu) is in tier orange: deployments are frozen");
    assertThat(frozen.get("summary").textValue())
        .isEqualTo(
            "checkout (service shop, region=eu) has spent 75 % of the error budget of 28 d and moved"
                + " from tier yellow to orange of budget policy 'releases': deployments are frozen.");
    assertThat(lifted.get("summary").textValue())
        .endsWith(
            "deployments are allowed. Exception 'hotfix-4711' is in force until"
                + " 2026-01-01 01:44:31 UTC: the fix itself (approved by ada).");
  }

  private static JsonNode tier(Slo slo, TierView now) {
    return Json.read(
        TierRecord.value(slo, new TierChange(series(), "yellow", now, 0.75, STARTS, false)));
  }

  private static JsonNode record(Slo slo, Transition transition) {
    return Json.read(AlertRecord.value(slo, transition));
  }

  private static String summary(Slo slo, Transition transition) {
    return record(slo, transition).get("summary").textValue();
  }

  private static Transition firing(String alert, double remaining, BurnSample... rates) {
    return transition(alert, Change.FIRING, remaining, rates);
  }

  private static Transition transition(
      String alert, Change change, double remaining, BurnSample... rates) {
    return new Transition(
        series(),
        alert,
        "page",
        change,
        change == Change.FIRING ? STARTS : ENDS,
        STARTS,
        new Evidence(List.of(rates), remaining, false));
  }

  private static Transition at(long second, double remaining, BurnSample rate) {
    return new Transition(
        series(),
        "page-fast",
        "page",
        Change.FIRING,
        second,
        second,
        new Evidence(List.of(rate), remaining, false));
  }

  private static BurnSample rate(long windowSeconds, double rate) {
    return new BurnSample(new LookbackWindow(windowSeconds), rate);
  }

  private static SeriesKey series() {
    return SeriesKey.of(SLO.id(), List.of("region"), List.of("eu"));
  }

  private static long second(String time) {
    return Instant.parse(time).getEpochSecond();
  }
}
