package dev.slostreams.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Op;
import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NumberPropertyTest {

  @Property
  void intAndDoubleCompareAsTheDecimalsTheyAre(
      @ForAll("integers") long integer, @ForAll("numbers") double number) {
    int expected = BigDecimal.valueOf(integer).compareTo(new BigDecimal(number));

    int actual = Numbers.compare(integer, number);

    assertThat(Integer.signum(actual)).isEqualTo(expected);
  }

  @Property
  void limitHoldsForAWholeNumberAsItsDecimalDoes(
      @ForAll("integers") long value, @ForAll Op op, @ForAll("limits") BigDecimal limit) {
    boolean expected = op.holds(BigDecimal.valueOf(value).compareTo(limit));

    boolean actual = Limit.of(op, limit).holds(value);

    assertThat(actual).isEqualTo(expected);
  }

  @Property
  void limitHoldsForADoubleAsItsDecimalDoes(
      @ForAll("numbers") double value, @ForAll Op op, @ForAll("limits") BigDecimal limit) {
    boolean expected = op.holds(new BigDecimal(value).compareTo(limit));

    boolean actual = Limit.of(op, limit).holds(value);

    assertThat(actual).isEqualTo(expected);
  }

  @Property
  void wholeTextReadsAsParseLongDoes(@ForAll("wholeTexts") String text) {
    Value value = new Value();
    String expected = parsed(text);

    String actual = WholeText.read(text, value) ? Long.toString(value.integer) : "none";

    assertThat(actual).isEqualTo(expected);
  }

  private static String parsed(String text) {
    try {
      return Long.toString(Long.parseLong(text));
    } catch (NumberFormatException notWhole) {
      return "none";
    }
  }

  @Provide
  Arbitrary<Long> integers() {
    return Arbitraries.oneOf(
        Arbitraries.longs(),
        Arbitraries.longs().between(-3, 3),
        Arbitraries.longs().between((1L << 53) - 3, (1L << 53) + 3),
        Arbitraries.longs().between(Long.MAX_VALUE - 1_500, Long.MAX_VALUE));
  }

  @Provide
  Arbitrary<Double> numbers() {
    return Arbitraries.oneOf(
        integers().map(Long::doubleValue),
        integers().map(integer -> Math.nextUp(integer.doubleValue())),
        Arbitraries.of(0.5, -0.5, 0.1, 1e300, -1e300, 0x1p63, -0x1p63, Double.MIN_VALUE));
  }

  @Provide
  Arbitrary<BigDecimal> limits() {
    return Arbitraries.oneOf(
        integers().map(BigDecimal::valueOf),
        numbers().map(BigDecimal::new),
        Arbitraries.of("0.1", "200.5", "-0.1", "1e400", "-1e400", "9007199254740993.5")
            .map(BigDecimal::new));
  }

  @Provide
  Arbitrary<String> wholeTexts() {
    return Arbitraries.oneOf(
        integers().map(String::valueOf),
        integers().map(integer -> integer + "0"),
        Arbitraries.strings().withChars("+-0129 x").ofMaxLength(21),
        Arbitraries.of("9223372036854775808", "-9223372036854775809", "+9223372036854775807"));
  }
}
