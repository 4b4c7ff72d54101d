package dev.slostreams.openslo;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks the fields of alert policies and alert conditions. */
final class AlertShape {

  private AlertShape() {}

  static void policy(Element spec) {
    spec.allow(
        "description",
        "alertWhenNoData",
        "alertWhenResolved",
        "alertWhenBreaching",
        "conditions",
        "notificationTargets");
    Scalars.bool(spec.get("alertWhenNoData"));
    Scalars.bool(spec.get("alertWhenResolved"));
    Scalars.bool(spec.get("alertWhenBreaching"));
    conditions(spec.require("conditions"));
    for (Element target : spec.get("notificationTargets").items()) {
      Shape.inlineOrReference(Kind.ALERT_NOTIFICATION_TARGET, target, "targetRef");
    }
  }

  static void condition(Element spec) {
    spec.allow("description", "severity", "condition");
    Scalars.text(spec.require("severity"));
    Element condition =
        spec.require("condition").allow("kind", "op", "threshold", "lookbackWindow", "alertAfter");
    Scalars.oneOf(condition.require("kind"), List.of("burnrate"));
    Scalars.op(condition.require("op"));
    Element threshold = condition.require("threshold");
    Scalars.number(threshold)
        .filter(number -> number.signum() < 0)
        .ifPresent(number -> threshold.problem("must be at least 0", threshold.written()));
    Scalars.anyDuration(condition.require("lookbackWindow"), 1);
    Scalars.anyDuration(condition.get("alertAfter"), 0);
  }

  private static void conditions(Element conditions) {
    List<Element> items = conditions.items();
    if (items.isEmpty() && conditions.isGiven()) {
      conditions.problem("must hold at least one condition");
    }
    Set<String> names = new HashSet<>();
    for (Element item : items) {
      Shape.inlineOrReference(Kind.ALERT_CONDITION, item, "conditionRef");
      Element name =
          item.has("conditionRef") ? item.get("conditionRef") : item.get("metadata").get("name");
      Optional<String> text = Scalars.text(name);
      if (text.isPresent() && !names.add(text.get())) {
        name.problem("must stand once in a policy", name.written() + " again");
      }
    }
  }
}
