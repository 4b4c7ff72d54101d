package dev.slostreams.openslo;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Target;
import dev.slostreams.slo.TimeWindow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an SLO document: its objectives as SLOs, or why they are not evaluated here. */
final class SloReader {

  private static final long THIRTY_DAYS = 2_592_000;

  private final Definitions definitions;
  private final MetricReader metrics;
  private final PolicyReader policies;
  private final TierReader tiers;

  SloReader(Definitions definitions) {
    this.definitions = definitions;
    this.metrics = new MetricReader(definitions);
    this.policies = new PolicyReader(definitions);
    this.tiers = new TierReader(definitions);
  }

  /**
   * The SLI's spec for each objective, inline or by reference: the SLO's, or each objective's own.
   * Empty where one is missing.
   */
  List<Element> indicatorSpecs(OpenSloObject slo) {
    List<Element> objectives = slo.spec().get("objectives").items();
    List<Element> specs = new ArrayList<>();
    for (Element objective : objectives) {
      boolean own = CompositeShape.hasOwnIndicators(slo.spec());
      Optional<Element> indicator = indicatorSpec(own ? objective : slo.spec());
      indicator.ifPresent(found -> ObjectiveRules.check(objective, found));
      indicator.ifPresent(specs::add);
    }
    return specs.size() == objectives.size() ? specs : List.of();
  }

  private Optional<Element> indicatorSpec(Element parent) {
    return parent.get("indicator").isGiven()
        ? Optional.of(parent.get("indicator").get("spec"))
        : parent.get("indicatorRef").isGiven()
            ? definitions
                .resolve(parent.get("indicatorRef"), Kind.SLI)
                .map(sli -> sli.root().get("spec"))
            : Optional.empty();
  }

  /**
   * One SLO for each objective that can be evaluated, and one for the whole of a composite;
   * everything else is reported.
   *
   * @param indicatorSpecs one for each objective
   */
  List<Slo> read(OpenSloObject slo, List<Element> indicatorSpecs) {
    Element spec = slo.spec();
    List<Optional<Metric>> read = indicatorSpecs.stream().map(metrics::read).toList();
    Optional<TimeWindow> timeWindow = WindowReader.read(spec);
    List<AlertPolicy> alertPolicies =
        policies.read(
            spec.get("alertPolicies"),
            timeWindow.map(TimeWindow::nominalSeconds).orElse(THIRTY_DAYS));
    List<Element> objectives = spec.get("objectives").items();
    Set<String> names = new HashSet<>();
    List<Slo> slos = new ArrayList<>();
    boolean composite = CompositeShape.isComposite(spec);
    BudgetPolicy budgetPolicy = tiers.policyOf(slo);
    requireNoAlertNamedTier(spec.get("alertPolicies"), alertPolicies, budgetPolicy);
    BudgetPolicy ofObjectives = composite ? BudgetPolicy.UNNAMED : budgetPolicy;
    for (int i = 0; i < objectives.size(); i++) {
      Element objective = objectives.get(i);
      Optional<SloId> id = id(slo.name(), objective, objectives.size(), names);
      Optional<Target> target = ObjectiveShape.target(objective).map(Target::new);
      Optional<Indicator> indicator = read.get(i).flatMap(metric -> indicator(metric, objective));
      Optional<Slo.Period> period =
          MethodReader.read(slo, objective)
              .flatMap(
                  method -> timeWindow.map(window -> new Slo.Period(window, method, ofObjectives)));
      if (id.isPresent() && target.isPresent() && indicator.isPresent() && period.isPresent()) {
        slos.add(
            new Slo(
                id.get(),
                Scalars.text(spec.get("service")).orElse(""),
                indicator.get(),
                target.get(),
                period.get(),
                composite ? List.of() : alertPolicies,
                about(slo)));
      }
    }
    CompositeShape.noticeTarget(
        slo.metadata().get("annotations").get(Metadata.COMPOSITE_TARGET), spec);
    if (composite && slos.size() == objectives.size()) {
      CompositeReader.read(slo, slos, alertPolicies, budgetPolicy).ifPresent(slos::add);
    }
    if (composite
        && timeWindow.filter(TimeWindow.CalendarAligned.class::isInstance).isPresent()
        && !spec.get("budgetingMethod").written().contains("Occurrences")) {
      Evaluability.report(
          slo, "a composite SLO in time slices with a calendar-aligned time window");
      return List.of();
    }
    read.forEach(metric -> Evaluability.checkMethod(slo, metric));
    return slos;
  }

  /** Both would have the same key on the topics. */
  private static void requireNoAlertNamedTier(
      Element place, List<AlertPolicy> alertPolicies, BudgetPolicy budgetPolicy) {
    boolean taken = alertPolicies.stream().anyMatch(policy -> policy.name().equals("tier"));
    if (taken && budgetPolicy.isNamed()) {
      place.problem("must not hold a policy named 'tier' where the SLO names a budget policy");
    }
  }

  private static Optional<Indicator> indicator(Metric metric, Element objective) {
    return metric.with(Scalars.op(objective.get("op")), Scalars.number(objective.get("value")));
  }

  /** The name of the objective where there are several; the same one twice is a problem. */
  private static Optional<SloId> id(
      String slo, Element objective, int objectives, Set<String> names) {
    if (objectives == 1) {
      return Optional.of(SloId.of(slo));
    }
    Optional<String> name =
        Scalars.text(objective.get("displayName"))
            .or(() -> ObjectiveShape.target(objective).map(BigDecimal::toPlainString));
    if (name.isPresent() && !names.add(name.get())) {
      objective.problem(
          "objectives must differ in displayName, or in target where they have none, but '"
              + name.get()
              + "' stands twice");
      return Optional.empty();
    }
    return name.map(n -> new SloId(slo, n));
  }

  static Slo.About about(OpenSloObject slo) {
    return new Slo.About(
        Scalars.text(slo.metadata().get("displayName")).orElse(""),
        Scalars.text(slo.spec().get("description")).orElse(""),
        Metadata.labels(slo.metadata()),
        Metadata.annotations(slo.metadata()));
  }
}
