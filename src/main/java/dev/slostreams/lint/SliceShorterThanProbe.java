package dev.slostreams.lint;

import dev.slostreams.slo.BudgetingMethod.Sliced;
import java.util.OptionalLong;

/** Slices so short that there are some between two probes, and hold no event. */
final class SliceShorterThanProbe implements Rule.OnSlo {

  @Override
  public Code code() {
    return Code.SLICE_SHORTER_THAN_PROBE;
  }

  @Override
  public void check(Subject subject, Report report) {
    OptionalLong probe = subject.document().probeSeconds();
    if (subject.slo().period().budgetingMethod() instanceof Sliced sliced
        && probe.isPresent()
        && sliced.slices().seconds() < probe.getAsLong()) {
      report.add(
          code(),
          subject,
          subject.document().objective(subject.slo()).get("timeSliceWindow"),
          "slices of %s are shorter than the interval of the probes, %s, so some hold no event; take slices of %s or more"
              .formatted(
                  Texts.length(sliced.slices().seconds()),
                  Texts.length(probe.getAsLong()),
                  Texts.length(probe.getAsLong())));
    }
  }
}
