package dev.slostreams.lint;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;

/** An alert that can never fire, because no share of bad events burns that fast. */
final class UnreachableThreshold implements Rule.OnPolicy {

  @Override
  public Code code() {
    return Code.UNREACHABLE_THRESHOLD;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    policy.conditions().stream()
        .filter(condition -> !subject.isComposite() && !isReachable(condition, subject.slo()))
        .findFirst()
        .ifPresent(
            condition ->
                report.add(
                    code(),
                    subject,
                    subject.document().slo().get("spec").get("alertPolicies"),
                    "alert '%s' of '%s' can never fire: with target %s no burn rate is %s %s; take a threshold below %s"
                        .formatted(
                            policy.name(),
                            subject.slo().id(),
                            subject.slo().target(),
                            condition.op() == Op.GT ? "above" : "at least",
                            Texts.number(condition.threshold()),
                            Texts.number(highest(subject.slo())))));
  }

  /** Burn rates go up to {@code 1 / (1 − target)}, when every event is bad. */
  private static boolean isReachable(AlertCondition condition, Slo slo) {
    Fraction badShare = condition.threshold().times(Fraction.of(slo.target().budgetShare()));
    return condition.op().holds(badShare.denominator().compareTo(badShare.numerator()))
        || Texts.isBelow(condition.op());
  }

  private static Fraction highest(Slo slo) {
    Fraction share = Fraction.of(slo.target().budgetShare());
    return new Fraction(share.denominator(), share.numerator());
  }
}
