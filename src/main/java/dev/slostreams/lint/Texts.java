package dev.slostreams.lint;

import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Op;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How values stand in a finding's sentence. */
final class Texts {

  private static final MathContext SHOWN = new MathContext(6, RoundingMode.HALF_UP);

  private Texts() {}

  /** At most six digits. */
  static String number(Fraction number) {
    BigDecimal shown =
        new BigDecimal(number.numerator()).divide(new BigDecimal(number.denominator()), SHOWN);
    return shown.stripTrailingZeros().toPlainString();
  }

  /** {@code 1h}, {@code 90s}. */
  static String length(long seconds) {
    return seconds == 0 ? "0s" : new LookbackWindow(seconds).label();
  }

  /** {@code lt} or {@code lte}. */
  static boolean isBelow(Op op) {
    return op == Op.LT || op == Op.LTE;
  }
}
