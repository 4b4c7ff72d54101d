package dev.slostreams.openslo;

import java.util.List;
import java.util.stream.Stream;

/** Checks the fields of an SLI, whatever its metric sources are. */
final class SliShape {

  private SliShape() {}

  static void check(Element spec) {
    spec.allow("description", "thresholdMetric", "ratioMetric");
    oneOf(spec, "thresholdMetric", "ratioMetric");
    Element threshold = spec.get("thresholdMetric").allow("metricSource");
    metricSource(threshold);
    ratio(spec.get("ratioMetric"));
  }

  /** Reports both fields standing there, or neither. */
  static void oneOf(Element parent, String one, String other) {
    if (parent.has(one) && parent.has(other)) {
      parent.get(other).problem("must not stand beside " + one);
    } else if (parent.isGiven() && !parent.get(one).isGiven() && !parent.get(other).isGiven()) {
      parent.problem("must have " + one + " or " + other);
    }
  }

  private static void ratio(Element ratio) {
    ratio.allow("counter", "good", "bad", "total", "rawType", "raw");
    Scalars.bool(ratio.get("counter"));
    Scalars.oneOf(ratio.get("rawType"), List.of("success", "failure"));
    if (ratio.has("raw")) {
      ratio.require("rawType");
      Stream.of("good", "bad", "total")
          .filter(ratio::has)
          .forEach(field -> ratio.get(field).problem("must not stand beside raw"));
    } else if (ratio.isGiven()) {
      oneOf(ratio, "good", "bad");
      ratio.require("total");
    }
    for (String part : List.of("good", "bad", "total", "raw")) {
      metricSource(ratio.get(part).allow("metricSource"));
    }
  }

  private static void metricSource(Element part) {
    Element source = part.require("metricSource").allow("metricSourceRef", "type", "spec");
    Scalars.text(source.get("metricSourceRef"));
    Scalars.text(source.get("type"));
    MetricSource.checkSpelling(source.get("type"));
    source.require("spec").entries();
  }
}
