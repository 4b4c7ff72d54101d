package dev.slostreams.engine;

import dev.slostreams.slo.BudgetingMethod.RatioTimeslices;
import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Indicator.Composite;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Target;
import java.math.BigInteger;
import java.util.List;

/**
 * What can be worked out once for all series of a composite: what of a component's badness is the
 * composite's.
 *
 * <p>Immutable; shared by the series of the composite.
 */
final class CompositePlan {

  private final Slo slo;
  private final List<Cost> costs;

  /* Weights times the scale, whole numbers. */
  private final List<BigInteger> scaledWeights;
  private final BigInteger scale;

  /**
   * What a component's bad share is multiplied with to be one of the composite's: {@code weight ·
   * (1 − target of the composite) / (1 − target of the component)}.
   */
  record Cost(Fraction exact, double nearest) {}

  CompositePlan(Slo slo, Composite composite) {
    this.slo = slo;
    List<Component> components = composite.components();
    costs = components.stream().map(component -> cost(slo.target(), component)).toList();
    List<Fraction> weights = components.stream().map(c -> Fraction.of(c.weight())).toList();
    scale =
        weights.stream().map(Fraction::denominator).reduce(BigInteger.ONE, BigInteger::multiply);
    scaledWeights =
        weights.stream()
            .map(weight -> weight.numerator().multiply(scale.divide(weight.denominator())))
            .toList();
  }

  /** The windows of a new series. */
  CompositeWindows newWindows(SloPlan plan) {
    return slo.period().budgetingMethod() instanceof Sliced
        ? new SliceComposite(this, plan)
        : new EventComposite(this, plan);
  }

  Cost cost(int component) {
    return costs.get(component);
  }

  /**
   * Bad units of a slice of the composite (semantics.md §4): of Timeslices 1 where any component's
   * is bad; of RatioTimeslices the sum of what is missing, by weight, rounded up.
   *
   * @param bad bad units of the slice of each component
   * @param unit units of a slice, the most that can be bad
   */
  int badUnits(long[] bad, long unit) {
    if (!(slo.period().budgetingMethod() instanceof RatioTimeslices)) {
      for (long one : bad) {
        if (one > 0) {
          return 1;
        }
      }
      return 0;
    }
    BigInteger sum = scale.subtract(BigInteger.ONE); // rounds up
    for (int i = 0; i < bad.length; i++) {
      sum = sum.add(scaledWeights.get(i).multiply(BigInteger.valueOf(bad[i])));
    }
    return sum.divide(scale).min(BigInteger.valueOf(unit)).intValueExact();
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
