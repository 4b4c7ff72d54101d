package dev.slostreams.lint;

import dev.slostreams.slo.AlertPolicy;

/** An alert over a long window without a short one, which says whether it still burns. */
final class NoShortWindow implements Rule.OnPolicy {

  private static final long LONG_SECONDS = 3_600; // 1 h

  @Override
  public Code code() {
    return Code.NO_SHORT_WINDOW;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    long longest = policy.longestWindow().seconds();
    boolean isAlone = policy.shortestWindow().seconds() == longest;
    if (isAlone && longest >= LONG_SECONDS) {
      report.add(
          code(),
          subject,
          subject.document().policy(policy),
          "alert '%s' has no window shorter than %s, so it goes on firing for up to that long after the failure has ended; add a condition over %s"
              .formatted(
                  policy.name(), Texts.length(longest), Texts.length(longest / 12 / 60 * 60)));
    }
  }
}
