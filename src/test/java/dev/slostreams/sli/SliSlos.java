package dev.slostreams.sli;

import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.GroupBy;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Indicator.Ratio;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.Indicator.Threshold;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Target;
import dev.slostreams.slo.TimeWindow;
import java.math.BigDecimal;
import java.util.List;

/** SLOs of which a test chooses only the indicator. */
public final class SliSlos {

  private SliSlos() {}

  public static Slo with(Indicator indicator) {
    return new Slo(
        SloId.of("slo"),
        "service",
        indicator,
        Target.of("0.99"),
        new Slo.Period(new TimeWindow.Rolling(2_592_000), new BudgetingMethod.Occurrences()),
        List.of(),
        Slo.About.NOTHING);
  }

  /** Good events among those of total, each counted once. */
  public static Slo good(String totalWhere, String goodWhere, String... groupBy) {
    return with(
        new Ratio(
            "source",
            new Selection(totalWhere, "1"),
            new Selection(goodWhere, "1"),
            Part.GOOD,
            groups(groupBy)));
  }

  public static Slo weighted(Part partIs, String total, String partWhere, String part) {
    return with(
        new Ratio(
            "source",
            new Selection("true", total),
            new Selection(partWhere, part),
            partIs,
            List.of()));
  }

  public static Slo threshold(String value, Op op, String limit) {
    return with(
        new Threshold("source", Selection.ALL, value, op, new BigDecimal(limit), List.of()));
  }

  private static List<GroupBy> groups(String... expressions) {
    return List.of(expressions).stream().map(e -> new GroupBy("label", e)).toList();
  }
}
