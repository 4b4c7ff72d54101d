package dev.slostreams.lint;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetingMethod.Sliced;

/** An alert whose short window is less than one slice. */
final class SliceLongerThanWindow implements Rule.OnPolicy {

  @Override
  public Code code() {
    return Code.SLICE_LONGER_THAN_WINDOW;
  }

  @Override
  public void check(Subject subject, AlertPolicy policy, Report report) {
    long shortest = policy.shortestWindow().seconds();
    if (subject.slo().period().budgetingMethod() instanceof Sliced sliced
        && sliced.slices().seconds() > shortest) {
      report.add(
          code(),
          subject,
          subject.document().objective(subject.slo()).get("timeSliceWindow"),
          "slices of %s are longer than the window of %s of alert '%s', which is then judged over one slice; take shorter slices or a longer window"
              .formatted(
                  Texts.length(sliced.slices().seconds()), Texts.length(shortest), policy.name()));
    }
  }
}
