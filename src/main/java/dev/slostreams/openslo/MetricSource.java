package dev.slostreams.openslo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A metricSource of an SLI: which system it reads.
 *
 * @param at the element
 */
record MetricSource(Element at) {

  /** The type whose DataSources are read here. */
  static final String KAFKA = "kafka";

  /** The metric sources that an SLI names, in the order total, good, bad, raw. */
  static List<MetricSource> of(Element sliSpec) {
    Element ratio = sliSpec.get("ratioMetric");
    return Stream.of(
            sliSpec.get("thresholdMetric"),
            ratio.get("total"),
            ratio.get("good"),
            ratio.get("bad"),
            ratio.get("raw"))
        .map(part -> part.get("metricSource"))
        .filter(Element::isGiven)
        .map(MetricSource::new)
        .toList();
  }

  /** Its type as it says itself or as its DataSource says; empty when neither does. */
  Optional<String> type(Definitions definitions) {
    return Scalars.text(at.get("type"))
        .or(
            () ->
                Scalars.text(at.get("metricSourceRef"))
                    .flatMap(name -> definitions.named(Kind.DATA_SOURCE, name).stream().findFirst())
                    .flatMap(source -> Scalars.text(source.spec().get("type"))));
  }

  boolean isKafka(Definitions definitions) {
    return type(definitions).filter(KAFKA::equals).isPresent();
  }

  /** Reports {@code Kafka} and {@code KAFKA}: they would pass for something unknown. */
  static void checkSpelling(Element type) {
    Scalars.text(type)
        .filter(text -> text.equalsIgnoreCase(KAFKA) && !text.equals(KAFKA))
        .ifPresent(text -> type.problem("must be written kafka", type.written()));
  }
}
