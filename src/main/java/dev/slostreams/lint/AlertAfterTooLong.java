package dev.slostreams.lint;

import dev.slostreams.slo.AlertPolicy;

/** An alert that waits for longer than its shortest window, though windows ask for duration. */
final class AlertAfterTooLong implements Rule.OnPolicy {

  @Override
  public Code code() {
    return Code.ALERT_AFTER_TOO_LONG;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    long after = policy.guards().alertAfterSeconds();
    long shortest = policy.shortestWindow().seconds();
    if (after > shortest) {
      report.add(
          code(),
          subject,
          subject.document().policy(policy),
          "alert '%s' waits %s after it holds, longer than its shortest window of %s: an outage is over before anybody knows; take a shorter alertAfter"
              .formatted(policy.name(), Texts.length(after), Texts.length(shortest)));
    }
  }
}
