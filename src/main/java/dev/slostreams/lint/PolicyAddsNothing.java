package dev.slostreams.lint;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Fraction;
import java.util.List;

/** A policy that fires only while another of the same severity does. */
final class PolicyAddsNothing implements Rule.OnSlo {

  @Override
  public Code code() {
    return Code.POLICY_ADDS_NOTHING;
  }

  @Override
  public void check(Subject subject, Report report) {
    List<AlertPolicy> policies = subject.slo().alertPolicies();
    for (AlertPolicy policy : policies) {
      policies.stream()
          .filter(other -> other != policy && isCovered(policy, other))
          .filter(other -> !isCovered(other, policy) || isBefore(policies, other, policy))
          .findFirst()
          .ifPresent(
              other ->
                  report.add(
                      code(),
                      subject,
                      subject.document().policy(policy),
                      "alert '%s' fires only while '%s' does, with the same severity %s; drop it, or give it another severity, window or a lower threshold"
                          .formatted(policy.name(), other.name(), policy.severity())));
    }
  }

  /** Whether whenever the policy fires the other does, and somebody else is not told. */
  private static boolean isCovered(AlertPolicy policy, AlertPolicy other) {
    return policy.severity().equals(other.severity())
        && !policy.notification().whenNoData()
        && other.notification().targets().containsAll(policy.notification().targets())
        && policy.guards().alertAfterSeconds() >= other.guards().alertAfterSeconds()
        && policy.guards().keepFiringSeconds() <= other.guards().keepFiringSeconds()
        && policy.guards().minEvents() >= other.guards().minEvents()
        && policy.guards().confidence().compareTo(other.guards().confidence()) >= 0
        && (other.guards().minEvents() == 0 || policy.longestWindow().equals(other.longestWindow()))
        && other.conditions().stream()
            .allMatch(milder -> policy.conditions().stream().anyMatch(c -> implies(c, milder)));
  }

  private static boolean implies(AlertCondition condition, AlertCondition milder) {
    if (!condition.window().equals(milder.window()) || condition.op() != milder.op()) {
      return false;
    }
    int order = compare(condition.threshold(), milder.threshold());
    return Texts.isBelow(condition.op()) ? order <= 0 : order >= 0;
  }

  private static int compare(Fraction one, Fraction other) {
    return one.numerator()
        .multiply(other.denominator())
        .compareTo(other.numerator().multiply(one.denominator()));
  }

  private static boolean isBefore(List<AlertPolicy> all, AlertPolicy one, AlertPolicy other) {
    return all.indexOf(one) < all.indexOf(other);
  }
}
