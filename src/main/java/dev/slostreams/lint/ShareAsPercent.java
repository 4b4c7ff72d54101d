package dev.slostreams.lint;

import dev.slostreams.openslo.Passage;
import java.math.BigDecimal;

/** A share written where a percentage belongs: {@code targetPercent: 0.999}. */
final class ShareAsPercent implements Rule.OnSlo {

  @Override
  public Code code() {
    return Code.SHARE_AS_PERCENT;
  }

  @Override
  public void check(Subject subject, Report report) {
    Passage percent = subject.document().objective(subject.slo()).get("targetPercent");
    percent
        .number()
        .filter(number -> number.signum() > 0 && number.compareTo(BigDecimal.ONE) <= 0)
        .ifPresent(
            number ->
                report.add(
                    code(),
                    subject,
                    percent,
                    "promises that %s %% of the events are good; write target: %s if the share is meant"
                        .formatted(number.toPlainString(), number.toPlainString())));
  }
}
