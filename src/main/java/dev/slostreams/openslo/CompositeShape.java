package dev.slostreams.openslo;

import java.util.List;

/**
 * Checks what makes an SLO a composite: an indicator for each of several objectives, instead of one
 * for all.
 */
final class CompositeShape {

  private static final String WITHOUT_INDICATORS = "an indicator for each of several objectives";

  private CompositeShape() {}

  static void check(Element spec, String budgetingMethod) {
    List<Element> objectives = spec.get("objectives").items();
    if (hasOwnIndicators(spec)) {
      noticeUnused(objectives.size() == 1, objectives, "with one objective");
      noticeUnused(budgetingMethod.equals("Timeslices"), objectives, "with " + method(spec));
    } else {
      noticeUnused(true, objectives, "without " + WITHOUT_INDICATORS);
    }
    if (!hasOwnIndicators(spec) || spec.has("indicator") || spec.has("indicatorRef")) {
      SliShape.oneOf(spec, "indicator", "indicatorRef");
      objectives.forEach(CompositeShape::refuseOwnIndicator);
    } else {
      objectives.forEach(objective -> SliShape.oneOf(objective, "indicator", "indicatorRef"));
    }
  }

  /** Whether some objective has an indicator of its own. */
  static boolean hasOwnIndicators(Element sloSpec) {
    return sloSpec.get("objectives").items().stream().anyMatch(ObjectiveShape::hasIndicator);
  }

  /** Whether it is a composite: several objectives, each with its indicator. */
  static boolean isComposite(Element sloSpec) {
    return hasOwnIndicators(sloSpec) && sloSpec.get("objectives").items().size() > 1;
  }

  /** Notices the annotation where it has no effect. */
  static void noticeTarget(Element target, Element sloSpec) {
    if (target.isGiven() && !isComposite(sloSpec)) {
      target.notice("changes nothing without " + WITHOUT_INDICATORS);
    } else if (target.isGiven() && method(sloSpec).endsWith("Occurrences")) {
      target.notice("changes nothing with " + method(sloSpec));
    }
  }

  private static void refuseOwnIndicator(Element objective) {
    for (String field : List.of("indicator", "indicatorRef")) {
      if (objective.has(field)) {
        objective.get(field).problem("must not stand beside the indicator of the SLO");
      }
    }
  }

  private static void noticeUnused(boolean unused, List<Element> objectives, String where) {
    if (unused) {
      objectives.stream()
          .map(objective -> objective.get("compositeWeight"))
          .filter(Element::isGiven)
          .forEach(weight -> weight.notice("changes nothing " + where));
    }
  }

  private static String method(Element sloSpec) {
    return "budgetingMethod " + sloSpec.get("budgetingMethod").written().replace("'", "");
  }
}
