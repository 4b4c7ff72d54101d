package dev.slostreams.testing;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.AlertPolicy.Guards;
import dev.slostreams.slo.AlertPolicy.Notification;
import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Indicator.GroupBy;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Target;
import dev.slostreams.slo.TimeWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Valid SLOs; a test changes one thing. */
public final class Slos {

  public static final long HOUR = 3_600;
  public static final long DAY = 86_400;

  private Slos() {}

  /** 99.9 % of all events have a status below 500, over 30 days, without policies. */
  public static Slo availability() {
    return availability("availability");
  }

  public static Slo availability(String name, String... groupBy) {
    Indicator indicator =
        new Indicator.Ratio(
            "requests",
            Selection.ALL,
            new Selection("status < 500", "1"),
            Part.GOOD,
            Arrays.stream(groupBy).map(field -> new GroupBy(field, field)).toList());
    return new Slo(
        SloId.of(name),
        "shop",
        indicator,
        Target.of("0.999"),
        new Slo.Period(new TimeWindow.Rolling(30 * DAY), new BudgetingMethod.Occurrences()),
        List.of(),
        Slo.About.NOTHING);
  }

  /** The whole of these objectives, with the target and the time window of the first. */
  public static Slo composite(List<Component> components, AlertPolicy... policies) {
    Slo first = components.get(0).slo();
    return new Slo(
        SloId.of(first.id().name()),
        first.service(),
        new Indicator.Composite(components),
        first.target(),
        first.period(),
        List.of(policies),
        first.about());
  }

  static String oneOf(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  public static Slo with(Slo slo, AlertPolicy... policies) {
    return new Slo(
        slo.id(),
        slo.service(),
        slo.indicator(),
        slo.target(),
        slo.period(),
        List.of(policies),
        slo.about());
  }

  public static Slo with(Slo slo, Indicator indicator) {
    return new Slo(
        slo.id(),
        slo.service(),
        indicator,
        slo.target(),
        slo.period(),
        slo.alertPolicies(),
        slo.about());
  }

  public static Slo withTarget(Slo slo, String target) {
    return new Slo(
        slo.id(),
        slo.service(),
        slo.indicator(),
        Target.of(target),
        slo.period(),
        slo.alertPolicies(),
        slo.about());
  }

  public static Slo withTimeWindow(Slo slo, long seconds) {
    return withTimeWindow(slo, new TimeWindow.Rolling(seconds));
  }

  public static Slo withTimeWindow(Slo slo, TimeWindow timeWindow) {
    return new Slo(
        slo.id(),
        slo.service(),
        slo.indicator(),
        slo.target(),
        new Slo.Period(timeWindow, slo.period().budgetingMethod(), slo.period().budgetPolicy()),
        slo.alertPolicies(),
        slo.about());
  }

  /** With these tiers, whose changes are emitted. */
  public static Slo withBudgetPolicy(Slo slo, BudgetPolicy policy) {
    return new Slo(
        slo.id(),
        slo.service(),
        slo.indicator(),
        slo.target(),
        new Slo.Period(slo.timeWindow(), slo.period().budgetingMethod(), policy),
        slo.alertPolicies(),
        slo.about());
  }

  /** The four policies of the SRE Workbook for 30 days (ch. 5, table 5-8 and its text). */
  public static AlertPolicy[] workbook() {
    return new AlertPolicy[] {
      policy("page-fast", "page", burn("14.4", HOUR), burn("14.4", 300)),
      policy("page-slow", "page", burn("6", 6 * HOUR), burn("6", 1_800)),
      policy("ticket-fast", "ticket", burn("3", DAY), burn("3", 2 * HOUR)),
      policy("ticket-slow", "ticket", burn("1", 3 * DAY), burn("1", 6 * HOUR)),
    };
  }

  public static AlertPolicy policy(String name, String severity, AlertCondition... conditions) {
    return new AlertPolicy(
        name, severity, List.of(conditions), Guards.DEFAULT, Notification.DEFAULT);
  }

  public static AlertPolicy withGuards(AlertPolicy policy, Guards guards) {
    return new AlertPolicy(
        policy.name(), policy.severity(), policy.conditions(), guards, policy.notification());
  }

  public static AlertPolicy withNoData(AlertPolicy policy) {
    return new AlertPolicy(
        policy.name(),
        policy.severity(),
        policy.conditions(),
        policy.guards(),
        new Notification(true, true, true, List.of()));
  }

  /** {@code burn(window) > threshold}. */
  public static AlertCondition burn(String threshold, long windowSeconds) {
    return burn(Op.GT, threshold, windowSeconds);
  }

  public static AlertCondition burn(Op op, String threshold, long windowSeconds) {
    return new AlertCondition(op, Fraction.of(threshold), new LookbackWindow(windowSeconds));
  }
}
