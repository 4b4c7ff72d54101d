package dev.slostreams.lint;

import dev.slostreams.slo.AlertPolicy;

/**
 * An alert over several windows, which ask for duration, that waits for longer than the shortest.
 */
final class AlertAfterTooLong implements Rule.OnPolicy {

  @Override
  public Code code() {
    return Code.ALERT_AFTER_TOO_LONG;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    long after = policy.guards().alertAfterSeconds();
    long shortest = policy.shortestWindow().seconds();
    boolean isAlone = shortest == policy.longestWindow().seconds();
    if (after > shortest && !isAlone) {
      report.add(
          code(),
          subject,
          subject.document().policy(policy),
          "alert '%s' waits %s after it holds, longer than its shortest window of %s: an outage is over before anybody knows; take a shorter alertAfter"
              .formatted(policy.name(), Texts.length(after), Texts.length(shortest)));
    }
  }
}
