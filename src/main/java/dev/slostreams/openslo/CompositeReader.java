package dev.slostreams.openslo;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes one SLO of the objectives of a composite, to which the document's policies apply. */
final class CompositeReader {

  private static final String SHARE = "0|0?\\.[0-9]+";

  private CompositeReader() {}

  /**
   * The SLO of the whole, named like the document.
   *
   * @param objectives an SLO for each of the document's objectives, in their order
   */
  static Optional<Slo> read(
      OpenSloObject document,
      List<Slo> objectives,
      List<AlertPolicy> alertPolicies,
      BudgetPolicy budgetPolicy) {
    List<Element> elements = document.spec().get("objectives").items();
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < objectives.size(); i++) {
      Slo objective = objectives.get(i);
      boolean fits =
          hasLabelsOf(objectives.get(0), objective, elements.get(i))
              & hasSlicesOf(objectives.get(0), objective, elements.get(i));
      if (fits) {
        ObjectiveShape.weight(elements.get(i))
            .ifPresent(weight -> components.add(new Component(objective, weight)));
      }
    }
    Optional<Target> target = target(document, objectives);
    if (components.size() < objectives.size() || target.isEmpty()) {
      return Optional.empty();
    }
    Slo first = objectives.get(0);
    return Optional.of(
        new Slo(
            SloId.of(document.name()),
            first.service(),
            new Indicator.Composite(components),
            target.get(),
            new Slo.Period(
                first.period().timeWindow(), first.period().budgetingMethod(), budgetPolicy),
            alertPolicies,
            first.about()));
  }

  private static boolean hasLabelsOf(Slo first, Slo objective, Element element) {
    boolean same = objective.labelNames().equals(first.labelNames());
    if (!same) {
      element.problem(
          "must have the groupBy labels of the first objective, "
              + written(first.labelNames())
              + ", in the same order",
          written(objective.labelNames()));
    }
    return same;
  }

  private static boolean hasSlicesOf(Slo first, Slo objective, Element element) {
    long seconds = sliceSeconds(first);
    boolean same = sliceSeconds(objective) == seconds;
    if (!same) {
      Element window = element.get("timeSliceWindow");
      window.problem("must be that of the first objective, " + seconds + " s", window.written());
    }
    return same;
  }

  private static long sliceSeconds(Slo slo) {
    return slo.period().budgetingMethod() instanceof Sliced sliced ? sliced.slices().seconds() : 0;
  }

  private static String written(List<String> labels) {
    return labels.isEmpty() ? "none" : String.join(", ", labels);
  }

  /** As annotated, or the lowest of the objectives'. */
  private static Optional<Target> target(OpenSloObject document, List<Slo> objectives) {
    Element annotation = document.metadata().get("annotations").get(Metadata.COMPOSITE_TARGET);
    Optional<String> text = Scalars.text(annotation);
    if (text.isEmpty()) {
      return objectives.stream().map(Slo::target).min(Comparator.comparing(Target::value));
    }
    if (!text.get().matches(SHARE)) {
      annotation.problem("must be at least 0 and below 1, such as \"0.99\"", annotation.written());
      return Optional.empty();
    }
    return text.map(BigDecimal::new).map(Target::new);
  }
}
