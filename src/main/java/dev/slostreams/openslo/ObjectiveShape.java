package dev.slostreams.openslo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Checks the fields of one objective; {@code op} and {@code value} await the indicator. */
final class ObjectiveShape {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private ObjectiveShape() {}

  static void check(Element objective, String budgetingMethod) {
    objective.allow(
        "displayName",
        "op",
        "value",
        "target",
        "targetPercent",
        "timeSliceTarget",
        "timeSliceWindow",
        "indicator",
        "indicatorRef",
        "compositeWeight");
    Scalars.text(objective.get("displayName"));
    Scalars.op(objective.get("op"));
    Scalars.number(objective.get("value"));
    weight(objective);
    SloShape.indicator(objective);
    target(objective);
    slices(objective, budgetingMethod);
  }

  /** Whether the objective has an indicator of its own, which makes its SLO a composite. */
  static boolean hasIndicator(Element objective) {
    return objective.has("indicator") || objective.has("indicatorRef");
  }

  /** The share that is promised, from {@code target} or {@code targetPercent}. */
  static Optional<BigDecimal> target(Element objective) {
    SliShape.oneOf(objective, "target", "targetPercent");
    Optional<BigDecimal> share = below(objective.get("target"), BigDecimal.ONE);
    Optional<BigDecimal> percent = below(objective.get("targetPercent"), HUNDRED);
    return share.or(() -> percent.map(number -> number.movePointLeft(2)));
  }

  /** How many times over the objective spends the budget of its composite; 1 if not given. */
  static Optional<BigDecimal> weight(Element objective) {
    Element weight = objective.get("compositeWeight");
    if (!weight.isGiven()) {
      return Optional.of(BigDecimal.ONE);
    }
    Optional<BigDecimal> number = Scalars.number(weight);
    if (number.isPresent() && number.get().signum() <= 0) {
      weight.problem("must be above 0", weight.written());
      return Optional.empty();
    }
    return number;
  }

  private static Optional<BigDecimal> below(Element element, BigDecimal limit) {
    Optional<BigDecimal> number = Scalars.number(element);
    if (number.isPresent() && number.get().compareTo(limit) >= 0) {
      boolean isAll = number.get().compareTo(limit) == 0;
      element.problem(
          "must be below " + limit,
          element.written(),
          isAll
              ? "without a budget every failure is an alert: promise a little less"
              : isPercentage(number.get(), limit) ? "a percentage is a 'targetPercent'" : "",
          isAll ? Problem.TARGET_OF_ONE : "");
      return Optional.empty();
    }
    if (number.isPresent() && number.get().signum() < 0) {
      element.problem("must be at least 0", element.written());
      return Optional.empty();
    }
    return number;
  }

  private static boolean isPercentage(BigDecimal number, BigDecimal limit) {
    return limit.equals(BigDecimal.ONE) && number.compareTo(HUNDRED) < 0;
  }

  private static void slices(Element objective, String budgetingMethod) {
    List<String> fields =
        switch (budgetingMethod) {
          case "Timeslices" -> List.of("timeSliceTarget", "timeSliceWindow");
          case "RatioTimeslices" -> List.of("timeSliceWindow");
          default -> List.of();
        };
    fields.forEach(objective::require);
    if (budgetingMethod.equals("Occurrences")) {
      List.of("timeSliceTarget", "timeSliceWindow").stream()
          .filter(objective::has)
          .map(objective::get)
          .forEach(field -> field.notice("changes nothing with budgetingMethod Occurrences"));
    }
    sliceWindow(objective.get("timeSliceWindow"));
    Element target = objective.get("timeSliceTarget");
    Scalars.number(target)
        .filter(share -> share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0)
        .ifPresent(share -> target.problem("must be above 0 and at most 1", target.written()));
  }

  /** A duration, or a number of minutes as older documents have it. */
  private static void sliceWindow(Element window) {
    if (!isMinutes(window)) {
      Scalars.duration(window);
    }
  }

  /** Whether a slice's length is a number of minutes. */
  static boolean isMinutes(Element window) {
    return window.written().matches("0*[1-9][0-9]{0,6}");
  }
}
