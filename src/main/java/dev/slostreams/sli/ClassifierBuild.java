package dev.slostreams.sli;

import dev.slostreams.sli.Classifier.Field;
import dev.slostreams.sli.RatioClassifier.Portion;
import dev.slostreams.sli.SloClassifier.Total;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles the expressions of the SLOs of one source and gives each field they name a slot. */
final class ClassifierBuild {

  private final Source source;
  private final Map<String, Integer> slots = new LinkedHashMap<>();

  ClassifierBuild(Source source) {
    this.source = source;
  }

  List<Field> fields() {
    return slots.keySet().stream().map(Field::new).toList();
  }

  SloClassifier classifier(int index, Slo slo) {
    Indicator indicator = slo.indicator();
    Selection selection = indicator.total();
    Expression where = expression(slo, "total.where", selection.where());
    Expression[] groupBy =
        indicator.groupBy().stream()
            .map(group -> expression(slo, "groupBy", group.expression()))
            .toArray(Expression[]::new);
    Total total = new Total(where, groupBy, expression(slo, "total.weight", selection.weight()));
    if (indicator instanceof Indicator.Ratio ratio) {
      return new RatioClassifier(index, total, portion(slo, ratio));
    }
    if (indicator instanceof Indicator.Threshold threshold) {
      return new ThresholdClassifier(
          index,
          total,
          expression(slo, "value", threshold.value()),
          Limit.of(threshold.op(), threshold.limit()));
    }
    if (indicator instanceof Indicator.Aggregated aggregated) {
      return aggregate(index, slo, total, aggregated);
    }
    throw new IllegalStateException(
        "indicator of SLO '" + slo.id() + "' is of no known kind (this is a bug in slo-streams)");
  }

  private SloClassifier aggregate(int index, Slo slo, Total total, Indicator.Aggregated indicator) {
    if (indicator.comparesEvents()) {
      return new ThresholdClassifier(
          index,
          total,
          expression(slo, "value", indicator.value()),
          Limit.of(indicator.eventOp(), indicator.limit()));
    }
    return indicator.addsValues()
        ? new SumClassifier(index, total, expression(slo, "value", indicator.value()))
        : new CountClassifier(index, total);
  }

  private Portion portion(Slo slo, Indicator.Ratio ratio) {
    String name = ratio.partIs() == Part.GOOD ? "good" : "bad";
    Selection part = ratio.part();
    return new Portion(
        expression(slo, name + ".where", part.where()),
        expression(slo, name + ".weight", part.weight()),
        part.weight().equals(ratio.total().weight()),
        ratio.partIs());
  }

  /** The predicate of an exclusion by event. */
  Expression where(Slo slo, Exclusion exclusion) {
    return expression(slo, "exclusion '" + exclusion.name() + "' where", exclusion.where());
  }

  private Expression expression(Slo slo, String place, String text) {
    try {
      CheckedExpression checked = CheckedExpression.of(text, source.fields());
      return new Expression(place, text, ClosureCompiler.compile(checked, this::slot));
    } catch (ExpressionProblem problem) {
      throw new IllegalArgumentException(
          "SLO '%s' %s \"%s\": %s".formatted(slo.id(), place, text, problem.getMessage()));
    }
  }

  /** The slot of a field, a new one where no expression has named it. */
  int slot(String path) {
    return slots.computeIfAbsent(path, p -> slots.size());
  }
}
