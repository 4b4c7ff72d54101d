package dev.slostreams.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class FractionTest {

  @Test
  void sameNumberIsTheSameFractionHoweverItIsWritten() {
    Fraction half = new Fraction(BigInteger.ONE, BigInteger.TWO);

    assertThat(Fraction.of("0.5")).isEqualTo(half);
    assertThat(Fraction.of("0.500")).isEqualTo(half);
    assertThat(Fraction.of("5E-1")).isEqualTo(half);
    assertThat(Fraction.of("1").dividedBy(2)).isEqualTo(half);
  }

  @Test
  void exponentIsReadExactly() {
    assertThat(Fraction.of("1E3"))
        .isEqualTo(new Fraction(BigInteger.valueOf(1_000), BigInteger.ONE));
  }

  @Test
  void zeroIsZeroInLowestTerms() {
    assertThat(Fraction.of("0.00")).isEqualTo(new Fraction(BigInteger.ZERO, BigInteger.ONE));
  }

  @Test
  void thirdsComeBackWhole() {
    Fraction whole = Fraction.of("1").dividedBy(3).times(3);

    assertThat(whole).isEqualTo(Fraction.of("1"));
  }

  /* SRE Workbook, ch. 5: 2 % of a budget of 30 days in an hour is a burn rate of 14.4. */
  @Test
  void shareOfTheBudgetInAWindowIsItsBurnRate() {
    Fraction burnRate = Fraction.of("0.02").times(30 * 86_400).dividedBy(3_600);

    assertThat(burnRate).isEqualTo(Fraction.of("14.4"));
  }

  @Test
  void productIsExact() {
    // 14.4 · 0.001 = 0.0144, which doubles miss
    assertThat(Fraction.of("14.4").times(Fraction.of("0.001"))).isEqualTo(Fraction.of("0.0144"));
  }

  @Test
  void negativeNumberIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fraction.of("-0.1"))
        .withMessage("fraction: must be at least 0, but was -1/10");
  }

  @Test
  void divisorOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fraction.of("1").dividedBy(0))
        .withMessage("fraction: must be at least 0, but was 1/0");
  }

  @Test
  void shownNumberIsTheNearestDouble() {
    // a division of two whole doubles is rounded to the nearest (IEEE 754)
    assertThat(Fraction.of("4").dividedBy(3).toDouble()).isEqualTo(4.0 / 3);
    assertThat(Fraction.of("14.4").toDouble()).isEqualTo(14.4);
  }
}
