package dev.slostreams.openslo;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;

/** Notices alerts that can never fire, because no share of bad events burns that fast. */
final class Reachability {

  private Reachability() {}

  static void check(OpenSloObject document, Slo slo) {
    for (AlertPolicy policy : slo.alertPolicies()) {
      policy.conditions().stream()
          .filter(condition -> !isReachable(condition, slo))
          .findFirst()
          .ifPresent(condition -> report(document, slo, policy, condition));
    }
  }

  /** Burn rates go up to {@code 1 / (1 − target)}, when every event is bad. */
  private static boolean isReachable(AlertCondition condition, Slo slo) {
    Fraction badShare = condition.threshold().times(Fraction.of(slo.target().budgetShare()));
    return condition.op().holds(badShare.denominator().compareTo(badShare.numerator()))
        || condition.op() == Op.LT
        || condition.op() == Op.LTE;
  }

  private static void report(
      OpenSloObject document, Slo slo, AlertPolicy policy, AlertCondition condition) {
    document
        .spec()
        .get("alertPolicies")
        .notice(
            "alert '%s' of '%s' can never fire: with target %s no burn rate is %s %s"
                .formatted(
                    policy.name(),
                    slo.id(),
                    slo.target(),
                    condition.op() == Op.GT ? "above" : "at least",
                    Double.toString(condition.threshold().toDouble()).replaceAll("\\.0$", "")));
  }
}
