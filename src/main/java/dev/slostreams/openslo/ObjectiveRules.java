package dev.slostreams.openslo;

/** The rules on {@code op} and {@code value}, which need the indicator resolved. */
final class ObjectiveRules {

  private ObjectiveRules() {}

  static void check(Element objective, Element indicatorSpec) {
    if (indicatorSpec.get("thresholdMetric").isGiven()) {
      objective.require("op");
      objective.require("value");
    } else if (indicatorSpec.get("ratioMetric").isGiven()) {
      noticeUnused(objective.get("op"));
      noticeUnused(objective.get("value"));
    }
  }

  private static void noticeUnused(Element field) {
    if (field.isGiven()) {
      field.notice("changes nothing beside a ratioMetric");
    }
  }
}
