package dev.slostreams.lint;

import dev.slostreams.openslo.EventRate;
import dev.slostreams.openslo.Passage;
import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Slo;
import java.math.BigInteger;

/** A policy that one failed request fires, at the traffic that the SLO states. */
final class OneFailureFires implements Rule.OnPolicy {

  private static final String CONFIDENCE = "slo-streams.dev/confidence";

  @Override
  public Code code() {
    return Code.ONE_FAILURE_FIRES;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    Passage written = subject.document().policy(policy);
    boolean isGuarded =
        written.annotation(CONFIDENCE).isGiven()
            || subject.document().slo().annotation(CONFIDENCE).isGiven();
    boolean isByEvents =
        subject.slo().period().budgetingMethod() instanceof BudgetingMethod.Occurrences;
    if (!isGuarded && isByEvents && !subject.isComposite()) {
      subject
          .document()
          .expectedRate()
          .filter(rate -> isFired(subject.slo(), policy, rate))
          .ifPresent(rate -> report.add(code(), subject, written, text(subject, policy, rate)));
    }
  }

  /** Whether one failure among the requests expected is enough in each window. */
  private static boolean isFired(Slo slo, AlertPolicy policy, EventRate rate) {
    long longest = events(rate, policy.longestWindow().seconds()).longValue();
    return policy.guards().minEvents() <= longest
        && policy.guards().alertAfterSeconds() < policy.shortestWindow().seconds()
        && policy.conditions().stream().allMatch(condition -> isFired(slo, condition, rate));
  }

  private static boolean isFired(Slo slo, AlertCondition condition, EventRate rate) {
    Fraction line =
        condition
            .threshold()
            .times(Fraction.of(slo.target().budgetShare()))
            .times(new Fraction(events(rate, condition.window().seconds()), BigInteger.ONE));
    return !Texts.isBelow(condition.op())
        && condition.op().holds(line.denominator().compareTo(line.numerator()));
  }

  /** Whole requests in a window, the failed one at least. */
  private static BigInteger events(EventRate rate, long seconds) {
    Fraction events = rate.in(seconds);
    return events.numerator().divide(events.denominator()).max(BigInteger.ONE);
  }

  private static String text(Subject subject, AlertPolicy policy, EventRate rate) {
    return "alert '%s' of '%s' fires at one failure among the %s of %s expected at %s; give it %s or longer windows"
        .formatted(
            policy.name(),
            subject.slo().id(),
            events(rate, policy.longestWindow().seconds()),
            policy.longestWindow().label(),
            rate.text(),
            CONFIDENCE);
  }
}
