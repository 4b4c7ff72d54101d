package dev.slostreams.engine;

import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Indicator.Composite;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Target;
import java.util.List;

/**
 * What can be worked out once for all series of a composite: what a bad share of each component
 * costs.
 *
 * <p>Immutable; shared by the series of the composite.
 */
final class CompositePlan {

  private final List<Cost> costs;

  /**
   * What a component's bad share is multiplied with to be one of the composite's: {@code weight ·
   * (1 − target of the composite) / (1 − target of the component)}.
   */
  record Cost(Fraction exact, double nearest) {}

  CompositePlan(Slo slo, Composite composite) {
    this.costs =
        composite.components().stream().map(component -> cost(slo.target(), component)).toList();
  }

  /** The cost of each component, in their order. */
  List<Cost> costs() {
    return costs;
  }

  private static Cost cost(Target target, Component component) {
    Fraction share = Fraction.of(component.slo().target().budgetShare());
    Fraction exact =
        Fraction.of(component.weight())
            .times(Fraction.of(target.budgetShare()))
            .times(new Fraction(share.denominator(), share.numerator()));
    return new Cost(exact, exact.toDouble());
  }
}
