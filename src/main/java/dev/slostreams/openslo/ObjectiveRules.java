package dev.slostreams.openslo;

import java.util.List;

/** The rules on {@code op} and {@code value}, which need the indicator resolved. */
final class ObjectiveRules {

  private ObjectiveRules() {}

  static void check(OpenSloObject slo, Element indicatorSpec) {
    List<Element> objectives = slo.spec().get("objectives").items();
    if (indicatorSpec.get("thresholdMetric").isGiven()) {
      objectives.forEach(objective -> objective.require("op"));
      objectives.forEach(objective -> objective.require("value"));
    } else if (indicatorSpec.get("ratioMetric").isGiven()) {
      objectives.forEach(objective -> noticeUnused(objective.get("op")));
      objectives.forEach(objective -> noticeUnused(objective.get("value")));
    }
  }

  private static void noticeUnused(Element field) {
    if (field.isGiven()) {
      field.notice("changes nothing beside a ratioMetric");
    }
  }
}
