package dev.slostreams.openslo;

import dev.slostreams.sli.NearestName;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Checks the fields of an SLO, whatever its indicator reads. */
final class SloShape {

  private static final List<String> METHODS =
      List.of("Occurrences", "Timeslices", "RatioTimeslices");

  private SloShape() {}

  static void check(Element spec) {
    spec.allow(
        "description",
        "service",
        "indicator",
        "indicatorRef",
        "timeWindow",
        "budgetingMethod",
        "objectives",
        "alertPolicies");
    Scalars.text(spec.require("service"));
    timeWindow(spec.get("timeWindow"));
    Optional<String> method = Scalars.oneOf(spec.require("budgetingMethod"), METHODS);
    List<Element> objectives = spec.require("objectives").items();
    if (objectives.isEmpty() && spec.get("objectives").isGiven()) {
      spec.get("objectives").problem("must hold at least one objective");
    }
    objectives.forEach(objective -> ObjectiveShape.check(objective, method.orElse("")));
    CompositeShape.check(spec, method.orElse(""));
    indicator(spec);
    alertPolicies(spec.get("alertPolicies"));
  }

  /** Checks the indicator that stands inline or by reference in an SLO or an objective. */
  static void indicator(Element parent) {
    Scalars.text(parent.get("indicatorRef"));
    if (parent.get("indicator").isGiven()) {
      Shape.inline(Kind.SLI, parent.get("indicator"));
    }
  }

  private static void alertPolicies(Element policies) {
    for (Element policy : policies.items()) {
      if (!(policy.node() instanceof YamlNode.Scalar)) {
        Shape.inlineOrReference(Kind.ALERT_POLICY, policy, "alertPolicyRef");
      }
    }
  }

  private static void timeWindow(Element timeWindow) {
    List<Element> windows = timeWindow.items();
    if (windows.size() > 1) {
      timeWindow.problem("must hold one time window", windows.size() + " of them");
    }
    for (Element window : windows) {
      window.allow("duration", "isRolling", "calendar");
      Scalars.duration(window.require("duration"));
      boolean rolling = Scalars.bool(window.get("isRolling")).orElse(false);
      if (rolling && window.has("calendar")) {
        window.get("calendar").problem("must not stand beside isRolling: true");
      } else if (!rolling) {
        calendar(window.require("calendar"));
      }
    }
  }

  private static void calendar(Element calendar) {
    calendar.allow("startTime", "timeZone");
    Element start = calendar.require("startTime");
    Scalars.text(start)
        .filter(text -> WindowReader.startTime(text).isEmpty())
        .ifPresent(
            text -> start.problem("must be a time as in 2024-12-31 23:59:59", start.written()));
    Element zone = calendar.require("timeZone");
    Scalars.text(zone)
        .filter(text -> !ZoneId.getAvailableZoneIds().contains(text))
        .ifPresent(
            text ->
                zone.problem(
                    "must be an IANA time zone, such as Europe/Warsaw",
                    zone.written(),
                    NearestName.suggestion(text, ZoneId.getAvailableZoneIds())));
  }
}
