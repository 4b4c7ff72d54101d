package dev.slostreams.lint;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;

/** A policy that may fire while the SLO is being met: all its thresholds are below 1. */
final class ThresholdBelowOne implements Rule.OnPolicy {

  @Override
  public Code code() {
    return Code.THRESHOLD_BELOW_1;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    for (int i = 0; i < policy.conditions().size(); i++) {
      AlertCondition condition = policy.conditions().get(i);
      if (isBelowOne(condition)) {
        report.add(
            code(),
            subject,
            subject.document().condition(policy, i).get("threshold"),
            "alert '%s' fires at a burn rate of %s, which leaves budget over at the end of the time window; take 1 or more"
                .formatted(policy.name(), Texts.number(condition.threshold())));
      }
    }
  }

  private static boolean isBelowOne(AlertCondition condition) {
    return !Texts.isBelow(condition.op())
        && condition.threshold().numerator().compareTo(condition.threshold().denominator()) < 0;
  }
}
