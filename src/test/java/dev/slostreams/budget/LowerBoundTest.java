package dev.slostreams.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lower confidence bound against published values, and exactly at the line. */
class LowerBoundTest {

  @ParameterizedTest
  @CsvSource({
    // from tables of the standard normal distribution
    "0.8, 0.841621234",
    "0.9, 1.281551566",
    "0.95, 1.644853627",
    "0.975, 1.959963985",
    "0.99, 2.326347874",
    "0.999, 3.090232306",
  })
  void quantileIsThatOfTheTables(String confidence, String z) {
    assertThat(LowerBound.z(new BigDecimal(confidence))).isEqualTo(z);
  }

  /* Newcombe 1998, table I, method 4 (score with continuity correction), two-sided 95 %. */
  @ParameterizedTest
  @CsvSource({"81, 263, 0.25345, 0.25355", "15, 148, 0.05975, 0.05985", "1, 29, 0.00175, 0.00185"})
  void boundIsThatOfNewcombe(long bad, long total, String below, String above) {
    LowerBound bound = new LowerBound(new BigDecimal("0.975"));

    assertThat(isAbove(bound, bad, total, below)).isTrue();
    assertThat(isAbove(bound, bad, total, above)).isFalse();
  }

  @Test
  void nothingBadIsNotOverAnyLine() {
    LowerBound bound = new LowerBound(new BigDecimal("0.95"));

    assertThat(isAbove(bound, 0, 1_000_000, "0")).isFalse();
    assertThat(isAbove(bound, 0, 1_000_000, "0.001")).isFalse();
  }

  @Test
  void boundIsBelowOneHoweverMuchIsBad() {
    LowerBound bound = new LowerBound(new BigDecimal("0.95"));

    assertThat(isAbove(bound, 1L << 62, 1L << 62, "1")).isFalse();
    assertThat(isAbove(bound, 1L << 62, 1L << 62, "0.999999999999")).isTrue();
  }

  /* With confidence c and z = 2: (bad − ½ − total/2)² = 4 · total/4 where total = 4k² and
   * bad = 2k² + 2k + ½, so with the counts doubled by a scale of 2 the bound is exactly ½. */
  @Test
  void boundAtTheLineIsNotAboveIt() {
    LowerBound bound = LowerBound.ofZ(new BigDecimal("2"));
    BigInteger total = BigInteger.valueOf(2 * 4 * 9);
    BigInteger bad = BigInteger.valueOf(2 * (2 * 9 + 2 * 3) + 1);
    LowerBound.Share half = new LowerBound.Share(BigInteger.ONE, BigInteger.TWO);

    assertThat(bound.isAbove(sample(bad, total, 2), half, false)).isFalse();
    assertThat(bound.isAbove(sample(bad, total, 2), half, true)).isTrue();
    assertThat(bound.isAbove(sample(bad.add(BigInteger.ONE), total, 2), half, false)).isTrue();
    assertThat(bound.isAbove(sample(bad.subtract(BigInteger.ONE), total, 2), half, true)).isFalse();
  }

  private static boolean isAbove(LowerBound bound, long bad, long total, String share) {
    BigDecimal line = new BigDecimal(share);
    return bound.isAbove(
        sample(BigInteger.valueOf(bad), BigInteger.valueOf(total), 1),
        new LowerBound.Share(line.unscaledValue(), BigInteger.TEN.pow(line.scale())),
        false);
  }

  private static LowerBound.Sample sample(BigInteger bad, BigInteger total, long scale) {
    return new LowerBound.Sample(new LowerBound.Share(bad, total), total, scale);
  }
}
