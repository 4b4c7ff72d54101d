package dev.slostreams.slo;

import java.math.BigDecimal;
import java.util.List;

/** How an event of a source counts (semantics.md §3). Expressions are CEL text, already checked. */
public sealed interface Indicator {

  /** Name of the {@link Source} whose events it reads. */
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
  }
}
