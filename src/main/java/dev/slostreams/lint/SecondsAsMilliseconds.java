package dev.slostreams.lint;

import dev.slostreams.openslo.Passage;
import dev.slostreams.slo.Aggregate;
import dev.slostreams.slo.Indicator;
import java.math.BigDecimal;

/** A limit below 1 for a field of milliseconds: probably seconds. */
final class SecondsAsMilliseconds implements Rule.OnSlo {

  @Override
  public Code code() {
    return Code.SECONDS_AS_MILLISECONDS;
  }

  @Override
  public void check(Subject subject, Report report) {
    Indicator indicator = subject.slo().indicator();
    if (indicator instanceof Indicator.Threshold threshold) {
      check(subject, threshold.value(), threshold.limit(), report);
    } else if (indicator instanceof Indicator.Aggregated aggregated
        && aggregated.aggregate().kind() != Aggregate.Kind.COUNT) {
      check(subject, aggregated.value(), aggregated.limit(), report);
    }
  }

  private void check(Subject subject, String value, BigDecimal limit, Report report) {
    if (value.matches("(.*[._])?(ms|millis)")
        && limit.signum() > 0
        && limit.compareTo(BigDecimal.ONE) < 0) {
      Passage at = subject.document().objective(subject.slo()).get("value");
      report.add(
          code(),
          subject,
          at,
          "compares %s with %s of a millisecond; write %s if seconds were meant"
              .formatted(
                  value,
                  limit.toPlainString(),
                  limit.movePointRight(3).stripTrailingZeros().toPlainString()));
    }
  }
}
