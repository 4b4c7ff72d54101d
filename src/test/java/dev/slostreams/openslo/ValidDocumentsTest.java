package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.FieldType;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.GroupBy;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Source;
import dev.slostreams.slo.Target;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimestampUnit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A document in which everything stands by reference, mapped field by field. */
class ValidDocumentsTest {

  private final SloCatalog catalog =
      Documents.catalog(Documents.RESOURCES.resolve("openslo/valid/by-reference.yaml"));

  @Test
  void sourceHasAllItsDetails() {
    Source requests =
        new Source(
            "requests",
            "shop.requests",
            EventFormat.ENVOY_JSON,
            new Source.Timestamp("time", TimestampUnit.MICROSECONDS),
            Map.of("status", FieldType.INT, "http.route", FieldType.STRING, "n", FieldType.INT),
            true);

    assertThat(catalog.sources()).containsExactly(requests);
    assertThat(catalog.source("requests")).contains(requests);
    assertThat(catalog.slosOf(requests)).isEqualTo(catalog.slos());
  }

  @Test
  void eachObjectiveIsAnSlo() {
    Slo strict =
        new Slo(
            new SloId("errors", "strict"),
            "shop",
            indicator(),
            Target.of("0.9995"),
            new Slo.Period(new TimeWindow.Rolling(1_209_600), new BudgetingMethod.Occurrences()),
            policies(),
            new Slo.About(
                "Few errors",
                "Less than one in a thousand",
                Map.of("team", List.of("a"), "env", List.of("prod", "dev")),
                Map.of("example.com/wiki", "here")));
    Slo asWritten =
        new Slo(
            new SloId("errors", "0.990"),
            "shop",
            indicator(),
            Target.of("0.990"),
            strict.period(),
            policies(),
            strict.about());

    assertThat(catalog.slos()).containsExactly(strict, asWritten);
    assertThat(catalog.notEvaluated()).isEmpty();
    assertThat(catalog.notices()).isEmpty();
  }

  /** Bad events have no weight of their own, so they have total's. */
  private static Indicator indicator() {
    return new Indicator.Ratio(
        "requests",
        new Selection("status > 0", "n"),
        new Selection("status >= 500", "n"),
        Indicator.Part.BAD,
        List.of(new GroupBy("route", "http.route"), new GroupBy("class", "status / 100")));
  }

  private static List<AlertPolicy> policies() {
    AlertCondition fast = new AlertCondition(Op.GTE, Fraction.of("7.5"), new LookbackWindow(90));
    AlertCondition slow = new AlertCondition(Op.GT, Fraction.of("2"), new LookbackWindow(604_800));
    AlertPolicy ours =
        new AlertPolicy(
            "ours",
            "page",
            List.of(fast, slow),
            new AlertPolicy.Guards(300, 0, 20, new BigDecimal("0.95")),
            new AlertPolicy.Notification(false, true, true, List.of("pager", "mail")));
    AlertPolicy namedLikeADefault =
        new AlertPolicy(
            "page-slow",
            "page",
            List.of(fast),
            new AlertPolicy.Guards(120, 30, 0),
            AlertPolicy.Notification.DEFAULT);
    AlertPolicy ticketSlow = DefaultPolicies.named("ticket-slow", 1_209_600).orElseThrow();
    return List.of(ours, namedLikeADefault, ticketSlow);
  }
}
