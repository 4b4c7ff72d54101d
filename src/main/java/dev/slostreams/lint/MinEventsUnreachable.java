package dev.slostreams.lint;

import dev.slostreams.openslo.EventRate;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Fraction;
import java.math.BigInteger;

/** A guard that keeps a policy from ever holding, at the traffic that the SLO states. */
final class MinEventsUnreachable implements Rule.OnPolicy {

  @Override
  public Code code() {
    return Code.MIN_EVENTS_UNREACHABLE;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    subject
        .document()
        .expectedRate()
        .filter(rate -> !subject.isComposite() && isOver(policy, rate))
        .ifPresent(
            rate ->
                report.add(
                    code(),
                    subject,
                    subject.document().policy(policy),
                    "alert '%s' of '%s' waits for %d events in %s, but %s are expected at %s; lower min-events or take a longer window"
                        .formatted(
                            policy.name(),
                            subject.slo().id(),
                            policy.guards().minEvents(),
                            policy.longestWindow().label(),
                            Texts.number(rate.in(policy.longestWindow().seconds())),
                            rate.text())));
  }

  private static boolean isOver(AlertPolicy policy, EventRate rate) {
    Fraction expected = rate.in(policy.longestWindow().seconds());
    return BigInteger.valueOf(policy.guards().minEvents())
            .multiply(expected.denominator())
            .compareTo(expected.numerator())
        > 0;
  }
}
