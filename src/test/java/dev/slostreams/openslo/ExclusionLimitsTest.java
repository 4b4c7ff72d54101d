package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.Cause;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.ExclusionLimits;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** At most 4 h in a calendar month, and 48 h of notice: the limits of systems.md. */
class ExclusionLimitsTest {

  private static final long HOUR = 3_600;
  private static final String OWNER = "budget policy 'strict' of SLO 'availability'";
  private static final String SHORTEN = "; shorten it, or declare it force-majeure if it is";

  private final Findings findings = new Findings();
  private final ExclusionRules rules = new ExclusionRules(List.of(strictSlo()));

  @Test
  void fourHoursInAMonthWithTwoDaysOfNoticeAreAllowed() {
    check(maintenance("2026-11-10T00:00:00Z", "2026-11-10T04:00:00Z"), "2026-11-08T00:00:00Z");
    check(maintenance("2026-12-01T00:00:00Z", "2026-12-01T04:00:00Z"), "2026-11-08T00:00:00Z");

    assertThat(findings.problems()).isEmpty();
  }

  @Test
  void hoursOfSeveralExclusionsInAMonthAddUp() {
    check(maintenance("2026-11-10T00:00:00Z", "2026-11-10T03:00:00Z"), "2026-11-01T00:00:00Z");
    check(maintenance("2026-11-20T00:00:00Z", "2026-11-20T01:30:00Z"), "2026-11-01T00:00:00Z");

    assertThat(problems())
        .containsExactly(
            "exclusion spec.intervals: must leave at most 4 h excluded in a calendar month (UTC),"
                + " by "
                + OWNER
                + ", but was 4.5 h in 2026-11"
                + SHORTEN);
  }

  @Test
  void timeThatTwoTakeOutCountsOnce() {
    check(maintenance("2026-11-10T00:00:00Z", "2026-11-10T03:00:00Z"), "2026-11-01T00:00:00Z");
    check(maintenance("2026-11-10T01:00:00Z", "2026-11-10T04:00:00Z"), "2026-11-01T00:00:00Z");

    assertThat(findings.problems()).isEmpty();
  }

  @Test
  void intervalOverTheTurnOfTheMonthIsSharedByBoth() {
    check(maintenance("2026-11-30T20:00:00Z", "2026-12-01T04:00:00Z"), "2026-11-01T00:00:00Z");

    assertThat(findings.problems()).isEmpty();
  }

  @Test
  void recurrenceIsHeldToTheLimitInEveryMonth() {
    Recurrence sundays = // one hour: four or five hours a month
        new Recurrence(
            LocalDateTime.parse("2026-11-01T02:00"),
            HOUR,
            "FREQ=WEEKLY;BYDAY=SU",
            ZoneId.of("UTC"));

    check(exclusion(Exclusion.Kind.MAINTENANCE, sundays), "2026-10-01T00:00:00Z");

    assertThat(problems()).hasSize(1).first().asString().contains("but was 5 h in 2026-11");
  }

  @Test
  void noticeMustBeGivenInTime() {
    check(maintenance("2026-11-10T00:00:00Z", "2026-11-10T01:00:00Z"), "2026-11-08T00:00:01Z");

    assertThat(problems())
        .containsExactly(
            "exclusion spec.announcedAt: must be at least 48 h before the beginning, by "
                + OWNER
                + ", but was 48 h; begin later, or declare it force-majeure if it is");
  }

  @Test
  void noticeMustBeGivenAtAll() {
    check(maintenance("2026-11-10T00:00:00Z", "2026-11-10T01:00:00Z"), null);

    assertThat(problems())
        .containsExactly(
            "exclusion spec: announcedAt is required, because "
                + OWNER
                + " asks for 48 h of notice; write when it was announced, or declare it"
                + " force-majeure if it is");
  }

  @Test
  void forceMajeureIsNotBoundAndDoesNotCount() {
    Intervals day = oneOff("2026-11-10T00:00:00Z", "2026-11-11T00:00:00Z");
    check(exclusion(Exclusion.Kind.FORCE_MAJEURE, day), null);
    check(maintenance("2026-11-20T00:00:00Z", "2026-11-20T04:00:00Z"), "2026-11-01T00:00:00Z");

    assertThat(findings.problems()).isEmpty();
  }

  private void check(Exclusion exclusion, String announcedAt) {
    long second =
        announcedAt == null ? Cause.NOT_ANNOUNCED : Instant.parse(announcedAt).getEpochSecond();
    Cause cause = new Cause(exclusion.cause().kind(), "works", "ops", second);
    rules.check(
        new Exclusion(
            exclusion.name(),
            exclusion.scope(),
            exclusion.intervals(),
            exclusion.where(),
            exclusion.inForce(),
            cause),
        spec());
  }

  private List<String> problems() {
    return findings.problems().stream()
        .map(Problem::toString)
        .map(text -> text.replaceFirst("^[^ ]* ", ""))
        .toList();
  }

  private Element spec() {
    Place place = new Place("exclusions.yaml", 7, 1);
    Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
    for (String name : List.of("intervals", "announcedAt")) {
      fields.put(name, new YamlNode.Field(place, new YamlNode.Scalar(place, "?", false)));
    }
    return new Element(new YamlNode.Mapping(place, fields), "exclusion", "spec", findings);
  }

  private static Exclusion maintenance(String from, String to) {
    return exclusion(Exclusion.Kind.MAINTENANCE, oneOff(from, to));
  }

  private static Exclusion exclusion(Exclusion.Kind kind, Intervals intervals) {
    return new Exclusion(
        "works",
        new Scope(Set.of("availability"), Set.of()),
        intervals,
        "",
        InForce.ALWAYS,
        new Cause(kind, "works", "ops", Cause.NOT_ANNOUNCED));
  }

  private static Intervals oneOff(String from, String to) {
    return Intervals.of(
        List.of(
            new Interval(
                Instant.parse(from).getEpochSecond(), Instant.parse(to).getEpochSecond())));
  }

  private static Slo strictSlo() {
    Slo slo = Slos.availability();
    BudgetPolicy policy =
        new BudgetPolicy(
            "strict", BudgetPolicy.DEFAULT_TIERS, new ExclusionLimits(4 * HOUR, 48 * HOUR));
    return new Slo(
        slo.id(),
        slo.service(),
        slo.indicator(),
        slo.target(),
        new Slo.Period(slo.timeWindow(), slo.period().budgetingMethod(), policy),
        slo.alertPolicies(),
        slo.about());
  }
}
