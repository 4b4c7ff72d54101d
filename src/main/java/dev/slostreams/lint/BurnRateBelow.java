package dev.slostreams.lint;

import dev.slostreams.slo.AlertPolicy;

/** A condition that holds while all is well: a burn rate below something. */
final class BurnRateBelow implements Rule.OnPolicy {

  @Override
  public Code code() {
    return Code.BURN_RATE_BELOW;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    for (int i = 0; i < policy.conditions().size(); i++) {
      if (Texts.isBelow(policy.conditions().get(i).op())) {
        report.add(
            code(),
            subject,
            subject.document().condition(policy, i).get("op"),
            "alert '%s' holds while the burn rate is low, op is %s; take gt or gte"
                .formatted(policy.name(), policy.conditions().get(i).op()));
      }
    }
  }
}
