package dev.slostreams.openslo;

import dev.slostreams.sli.ExpressionCheck.Result;
import dev.slostreams.sli.NearestName;
import dev.slostreams.slo.Aggregate;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.GroupBy;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Indicator.Selection;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Source;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads SLIs whose events are on Kafka, expressions checked. */
final class MetricReader {

  private static final String ON_TOTAL =
      "stands on total of a ratioMetric, or on a thresholdMetric";
  private static final String ON_THRESHOLD = "stands on a thresholdMetric only";
  private static final Map<String, String> NOT_IN_TOTAL =
      Map.of("value", ON_THRESHOLD, "aggregate", ON_THRESHOLD);
  private static final Map<String, String> NOT_IN_PART =
      Map.of("value", ON_THRESHOLD, "aggregate", ON_THRESHOLD, "groupBy", ON_TOTAL);
  private static final List<String> AGGREGATES =
      List.of("count", "sum", "avg", "min", "max", "rate");
  private static final String PERCENTILE = "p[5-9][0-9](\\.[0-9])?";

  private final Definitions definitions;

  MetricReader(Definitions definitions) {
    this.definitions = definitions;
  }

  /** The metric as far as it can be read; what is wrong is reported. */
  Optional<Metric> read(Element sliSpec) {
    if (sliSpec.get("thresholdMetric").isGiven()) {
      return threshold(sliSpec.get("thresholdMetric").get("metricSource"));
    }
    Element ratio = sliSpec.get("ratioMetric");
    return ratio.get("total").isGiven() ? ratio(ratio) : Optional.empty();
  }

  private Optional<Metric> ratio(Element ratio) {
    Part partIs = ratio.get("good").isGiven() ? Part.GOOD : Part.BAD;
    Element totalSource = ratio.get("total").get("metricSource");
    Element partSource = ratio.get(partIs == Part.GOOD ? "good" : "bad").get("metricSource");
    Element totalSpec = spec(totalSource, List.of("where", "weight", "groupBy"), NOT_IN_TOTAL);
    Element partSpec = spec(partSource, List.of("where", "weight"), NOT_IN_PART);
    Optional<Source> source = source(totalSource);
    requireSameSource(source, source(partSource), partSource.get("metricSourceRef"));
    noticeEverything(partSpec, partIs);

    Expressions expressions = expressions(source);
    Selection total = expressions.selection(totalSpec, Selection.ALL.weight());
    Selection part = expressions.selection(partSpec, total.weight());
    List<GroupBy> groupBy = expressions.groupBy(totalSpec.get("groupBy"));
    return source.map(
        s -> new Metric.OfRatio(new Indicator.Ratio(s.name(), total, part, partIs, groupBy)));
  }

  private Optional<Metric> threshold(Element metricSource) {
    Element spec =
        metricSource.get("spec").allow("where", "weight", "groupBy", "value", "aggregate");
    Optional<Source> source = source(metricSource);
    Expressions expressions = expressions(source);
    Selection total = expressions.selection(spec, Selection.ALL.weight());
    Optional<Aggregate> aggregate = aggregate(spec.get("aggregate"));
    boolean countsWithoutValue = aggregate.filter(Aggregate::isDefinedOnNothing).isPresent();
    Element value = countsWithoutValue ? spec.get("value") : spec.require("value");
    String valueText = expressions.text(value, Result.NUMBER).orElse("1");
    List<GroupBy> groupBy = expressions.groupBy(spec.get("groupBy"));
    if (source.isEmpty() || spec.get("aggregate").isGiven() != aggregate.isPresent()) {
      return Optional.empty();
    }
    String name = source.get().name();
    return Optional.of(
        aggregate.isPresent()
            ? new Metric.OfAggregate(
                new Indicator.Aggregated(
                    name, total, valueText, aggregate.get(), Op.LT, BigDecimal.ZERO, groupBy))
            : new Metric.OfThreshold(
                new Indicator.Threshold(name, total, valueText, Op.LT, BigDecimal.ZERO, groupBy)));
  }

  private static Expressions expressions(Optional<Source> source) {
    return new Expressions(
        source.map(Source::fields).orElse(Map.of()),
        source.map(Source::format).orElse(EventFormat.JSON));
  }

  private static Optional<Aggregate> aggregate(Element aggregate) {
    Optional<String> name = Scalars.text(aggregate);
    if (name.filter(text -> text.matches(PERCENTILE)).isPresent()) {
      return name.map(text -> Aggregate.percentile(text.substring(1)));
    }
    if (name.isPresent() && !AGGREGATES.contains(name.get())) {
      aggregate.problem(
          "must be one of " + String.join(", ", AGGREGATES) + " or a percentile from p50 to p99.9",
          aggregate.written(),
          NearestName.suggestion(name.get(), AGGREGATES));
    }
    return name.filter(AGGREGATES::contains)
        .map(text -> Aggregate.of(Aggregate.Kind.valueOf(text.toUpperCase(Locale.ROOT))));
  }

  private Optional<Source> source(Element metricSource) {
    if (!metricSource.isGiven()) {
      return Optional.empty();
    }
    if (isForeign(metricSource)) {
      Element type = metricSource.get("type");
      type.problem("must be kafka like the other metric source of this SLI", type.written());
      return Optional.empty();
    }
    Element reference = metricSource.require("metricSourceRef");
    Optional<OpenSloObject> named = definitions.resolve(reference, Kind.DATA_SOURCE);
    if (named.isPresent() && !SourceReader.isKafka(named.get())) {
      reference.problem(
          "must name a DataSource of type kafka",
          "%s of type %s".formatted(reference.written(), named.get().spec().get("type").written()));
      return Optional.empty();
    }
    return named.flatMap(SourceReader::read);
  }

  private static void requireSameSource(
      Optional<Source> total, Optional<Source> part, Element partRef) {
    if (total.isPresent() && part.isPresent() && !total.get().name().equals(part.get().name())) {
      partRef.problem(
          "must be the source of total, '" + total.get().name() + "'", partRef.written());
    }
  }

  /** The spec of a Kafka metric source, its fields checked; of another one as it is. */
  private static Element spec(
      Element metricSource, List<String> known, Map<String, String> misplaced) {
    Element spec = metricSource.get("spec");
    return isForeign(metricSource) ? spec : spec.allow(known, misplaced);
  }

  private static boolean isForeign(Element metricSource) {
    return Scalars.text(metricSource.get("type"))
        .filter(type -> !type.equals(MetricSource.KAFKA))
        .isPresent();
  }

  private static void noticeEverything(Element spec, Part partIs) {
    if (spec.isGiven() && !spec.has("where") && !spec.has("weight")) {
      spec.notice(
          "has neither where nor weight: every event is " + (partIs == Part.GOOD ? "good" : "bad"));
    }
  }
}
