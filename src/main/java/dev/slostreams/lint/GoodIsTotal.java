package dev.slostreams.lint;

import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Part;

/** A good (or bad) that repeats total: every event is good (or bad), whatever happens. */
final class GoodIsTotal implements Rule.OnSlo {

  @Override
  public Code code() {
    return Code.GOOD_IS_TOTAL;
  }

  @Override
  public void check(Subject subject, Report report) {
    if (subject.slo().indicator() instanceof Indicator.Ratio ratio
        && ratio.part().equals(ratio.total())) {
      String part = ratio.partIs() == Part.GOOD ? "good" : "bad";
      report.add(
          code(),
          subject,
          subject.document().ratioPart(subject.slo(), part),
          "%s asks what total asks, so every event is %s; say what makes an event %s"
              .formatted(part, part, part));
    }
  }
}
