package dev.slostreams.lint;

import dev.slostreams.slo.AlertPolicy;

/** An alert that is resolved and fires again whenever the burn rate trembles at the line. */
final class NoKeepFiring implements Rule.OnPolicy {

  @Override
  public Code code() {
    return Code.NO_KEEP_FIRING;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    if (policy.guards().keepFiringSeconds() == 0) {
      report.add(
          code(),
          subject,
          subject.document().policy(policy).annotation("slo-streams.dev/keep-firing"),
          "alert '%s' is resolved at once, keep-firing is 0s: a burn rate at the line makes many alerts of one incident; take 30s or more"
              .formatted(policy.name()));
    }
  }
}
