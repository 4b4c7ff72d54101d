package dev.slostreams.lint;

import dev.slostreams.slo.AlertPolicy;

/** An alert that looks further back than the budget does. */
final class LookbackLongerThanTimeWindow implements Rule.OnPolicy {

  @Override
  public Code code() {
    return Code.LOOKBACK_LONGER_THAN_TIME_WINDOW;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    long longest = policy.longestWindow().seconds();
    if (longest > subject.slo().timeWindow().nominalSeconds()) {
      report.add(
          code(),
          subject,
          subject.document().timeWindow(),
          "alert '%s' looks back %s, longer than the time window of %s; take a shorter window for the alert"
              .formatted(policy.name(), Texts.length(longest), subject.slo().timeWindow().label()));
    }
  }
}
