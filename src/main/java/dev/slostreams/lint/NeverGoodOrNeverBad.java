package dev.slostreams.lint;

import dev.slostreams.openslo.Passage;
import dev.slostreams.sli.ExpressionOutline;
import dev.slostreams.sli.FieldTest;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A good (or bad) that holds for no event of total, or a total that holds for none: good is counted
 * within total here, so what lies outside adds nothing.
 */
final class NeverGoodOrNeverBad implements Rule.OnSlo {

  @Override
  public Code code() {
    return Code.NEVER_GOOD_OR_NEVER_BAD;
  }

  @Override
  public void check(Subject subject, Report report) {
    Indicator indicator = subject.slo().indicator();
    List<FieldTest> total = ExpressionOutline.of(indicator.total().where()).required();
    Optional<String> never = Contradiction.field(total);
    if (never.isPresent()) {
      Passage where = subject.document().counted(subject.slo()).get("where");
      report.add(
          code(),
          subject,
          where,
          "no event can count: what is asked of field '%s' cannot all be true"
              .formatted(never.get()));
    } else if (indicator instanceof Indicator.Ratio ratio) {
      checkPart(subject, ratio, total, report);
    }
  }

  private void checkPart(
      Subject subject, Indicator.Ratio ratio, List<FieldTest> total, Report report) {
    String part = ratio.partIs() == Part.GOOD ? "good" : "bad";
    List<FieldTest> both = new ArrayList<>(total);
    both.addAll(ExpressionOutline.of(ratio.part().where()).required());
    Contradiction.field(both)
        .ifPresent(
            field ->
                report.add(
                    code(),
                    subject,
                    subject.document().ratioPart(subject.slo(), part).get("where"),
                    "%s never holds for an event that total counts: they ask of field '%s' what cannot both be true; %s is counted within total, so ask there only what makes an event %s"
                        .formatted(part, field, part, part)));
  }
}
