package dev.slostreams.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** The JSON number read last: {@code ±digits · 10^exponent}, exact. */
final class JsonNumber {

  private static final int MOST_DIGITS = 19;
  private static final int HIGHEST_EXPONENT = 1_000_000;
  private static final long EXACT_IN_DOUBLE = 1L << 53;
  private static final double[] POWERS = new double[23];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private byte[] bytes = {};
  private int from;
  private int to;
  private boolean negative;

  /** The digits without sign and point, unsigned; meaningful only while there are at most 19. */
  private long digits;

  private int digitCount;
  private int exponent;
  private boolean integral;

  /** Where the part before the exponent ends, and the exponent as written, 0 without one. */
  private int mantissaTo;

  private int writtenExponent;

  /** Reads the number at a position; the position after it, or below 0 when there is none. */
  int read(byte[] source, int start, int end) {
    bytes = source;
    from = start;
    digits = 0;
    digitCount = 0;
    exponent = 0;
    integral = true;
    int at = start;
    negative = at < end && source[at] == '-';
    at += negative ? 1 : 0;
    int first = at;
    at = digits(at, end);
    if (at == first || source[first] == '0' && at > first + 1) {
      return -1;
    }
    if (at < end && source[at] == '.') {
      integral = false;
      int point = at + 1;
      at = digits(point, end);
      if (at == point) {
        return -1;
      }
      exponent = point - at;
    }
    mantissaTo = at;
    writtenExponent = 0;
    if (at < end && (source[at] | 0x20) == 'e') {
      integral = false;
      at = exponent(at + 1, end);
    }
    to = at;
    return at;
  }

  private int digits(int start, int end) {
    int at = start;
    while (at < end) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      digits = digits * 10 + digit;
      digitCount += digitCount > 0 || digit > 0 ? 1 : 0;
      at++;
    }
    return at;
  }

  private int exponent(int start, int end) {
    int at = start;
    boolean down = at < end && bytes[at] == '-';
    at += at < end && (down || bytes[at] == '+') ? 1 : 0;
    int first = at;
    int value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      value = Math.min(HIGHEST_EXPONENT, value * 10 + bytes[at] - '0');
      at++;
    }
    writtenExponent = down ? -value : value;
    exponent += writtenExponent;
    return at == first ? -1 : at;
  }

  /** Whether it is written as an integer and fits 64 bits. */
  boolean isLong() {
    return integral
        && digitCount <= MOST_DIGITS
        && (digits >= 0 || negative && digits == Long.MIN_VALUE);
  }

  /** Whether it is written without point and exponent. */
  boolean isIntegral() {
    return integral;
  }

  /** Meaningful only when {@link #isLong}. */
  long toLong() {
    return negative ? -digits : digits;
  }

  /** The nearest double, perhaps infinite. */
  double toDouble() {
    return toDoubleTimesTenTo(0);
  }

  /** The double nearest to {@code number · 10^power}, perhaps infinite. */
  double toDoubleTimesTenTo(int power) {
    int shift = exponent + power;
    if (digitCount <= MOST_DIGITS
        && digits >= 0
        && digits <= EXACT_IN_DOUBLE
        && -POWERS.length < shift
        && shift < POWERS.length) {
      // both operands are exact, so the one rounding is the right one
      double value = shift < 0 ? digits / POWERS[-shift] : digits * POWERS[shift];
      return negative ? -value : value;
    }
    return Double.parseDouble(
        power == 0 ? text() : text(mantissaTo) + "e" + (writtenExponent + power));
  }

  /** {@code ⌊number · 10^power⌋}, or {@code Long.MIN_VALUE} when that does not fit 64 bits. */
  long floorTimesTenTo(int power) {
    int shift = exponent + power;
    if (!negative && digitCount <= MOST_DIGITS && digits >= 0 && -18 <= shift && shift <= 0) {
      return digits / (long) POWERS[-shift];
    }
    if (!negative && digitCount <= MOST_DIGITS && digits >= 0 && 0 < shift && shift <= 18) {
      long power10 = (long) POWERS[shift];
      return digits <= Long.MAX_VALUE / power10 ? digits * power10 : Long.MIN_VALUE;
    }
    // a BigDecimal of a million digits takes minutes
    if (Math.abs((long) shift) > HIGHEST_EXPONENT / 1_000
        || (long) digitCount + shift > MOST_DIGITS) {
      return Long.MIN_VALUE;
    }
    BigDecimal value =
        new BigDecimal(text()).scaleByPowerOfTen(power).setScale(0, RoundingMode.FLOOR);
    return value.precision() > MOST_DIGITS - 1 ? Long.MIN_VALUE : value.longValueExact();
  }

  /** As written. */
  String text() {
    return text(to);
  }

  private String text(int end) {
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
