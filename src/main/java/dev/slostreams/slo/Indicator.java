package dev.slostreams.slo;

import java.math.BigDecimal;
import java.util.List;

/** How an event of a source counts (semantics.md §3). Expressions are CEL text, already checked. */
public sealed interface Indicator {

  /** Name of the {@link Source} whose events it reads; empty for a composite, which reads none. */
  String source();

  /** Which events count towards total, and how often. */
  Selection total();

  /** What splits the SLO into series; empty for one series. */
  List<GroupBy> groupBy();

  /**
   * Which events, and how many units each stands for.
   *
   * @param where boolean expression; {@code true} where the definition has none
   * @param weight expression of a whole number ≥ 0; {@code 1} where the definition has none
   */
  record Selection(String where, String weight) {

    /** Every event, once. */
    public static final Selection ALL = new Selection("true", "1");
  }

  /** One label of the series: its name, and the expression that gives its value. */
  record GroupBy(String label, String expression) {}

  /** What {@link Ratio#part} selects. */
  enum Part {
    GOOD,
    BAD
  }

  /**
   * {@code ratioMetric}: good/total or bad/total.
   *
   * @param part the good (or bad) events among those of total; a definition without a weight here
   *     has total's
   * @param partIs whether part selects good or bad events
   */
  record Ratio(String source, Selection total, Selection part, Part partIs, List<GroupBy> groupBy)
      implements Indicator {

    public Ratio {
      groupBy = List.copyOf(groupBy);
    }
  }

  /**
   * {@code thresholdMetric}: an event is good when {@code value op limit} holds.
   *
   * @param value expression of a number
   * @param limit the objective's {@code value}, as written
   */
  record Threshold(
      String source, Selection total, String value, Op op, BigDecimal limit, List<GroupBy> groupBy)
      implements Indicator {

    public Threshold {
      groupBy = List.copyOf(groupBy);
    }
  }

  /**
   * {@code thresholdMetric} with an aggregate: a time slice is good when {@code aggregate op limit}
   * holds.
   *
   * @param value expression of a number; {@code 1} where the definition has none
   * @param limit the objective's {@code value}, as written
   */
  record Aggregated(
      String source,
      Selection total,
      String value,
      Aggregate aggregate,
      Op op,
      BigDecimal limit,
      List<GroupBy> groupBy)
      implements Indicator {

    public Aggregated {
      groupBy = List.copyOf(groupBy);
    }

    /** Whether values are added up; otherwise an event counts by its weight alone. */
    public boolean addsValues() {
      return switch (aggregate.kind()) {
        case SUM, AVG, RATE -> !value.equals(Selection.ALL.weight());
        default -> false;
      };
    }

    /** Whether single events are compared, by {@link #eventOp}: percentiles, min and max. */
    public boolean comparesEvents() {
      return switch (aggregate.kind()) {
        case MIN, MAX, PERCENTILE -> true;
        default -> false;
      };
    }

    /**
     * What makes an event good where events are compared. A percentile above a limit is one that is
     * not up to it, so its events are looked at from the other side.
     */
    public Op eventOp() {
      if (aggregate.kind() != Aggregate.Kind.PERCENTILE) {
        return op;
      }
      return op == Op.LTE || op == Op.GT ? Op.LTE : Op.LT;
    }

    /** Whether the series is born with the first event of the source, whatever it is. */
    public boolean isBornBySource() {
      return aggregate.isDefinedOnNothing() && groupBy.isEmpty();
    }
  }

  /**
   * Several objectives, each an SLO of its own whose events it counts: a composite spends its
   * budget as they spend theirs (semantics.md §4).
   *
   * @param components at least two, each with the same label names
   */
  record Composite(List<Component> components) implements Indicator {

    private static final Selection NOTHING = new Selection("false", "0");

    public Composite {
      components = List.copyOf(components);
      if (components.size() < 2) {
        throw new IllegalArgumentException(
            "composite: needs at least two objectives, but has " + components.size());
      }
      List<String> labels = components.get(0).slo().labelNames();
      for (Component component : components) {
        if (!component.slo().labelNames().equals(labels)) {
          throw new IllegalArgumentException(
              "composite: objectives must have the same groupBy labels, but '%s' has %s and not %s"
                  .formatted(component.slo().id(), component.slo().labelNames(), labels));
        }
      }
    }

    @Override
    public String source() {
      return "";
    }

    @Override
    public Selection total() {
      return NOTHING;
    }

    /** The labels of the components; their values come with the components' series. */
    @Override
    public List<GroupBy> groupBy() {
      return components.get(0).slo().indicator().groupBy();
    }
  }

  /**
   * One objective of a composite.
   *
   * @param slo the objective as an SLO of its own
   * @param weight multiplies the rate at which it spends the composite's budget, above 0
   */
  record Component(Slo slo, BigDecimal weight) {

    public Component {
      if (weight.signum() <= 0) {
        throw new IllegalArgumentException(
            "compositeWeight: must be above 0, but was " + weight.toPlainString());
      }
    }
  }
}
