package dev.slostreams.sli;

/** Reads a text as a 64-bit whole number as {@code Long.parseLong} does, without exceptions. */
final class WholeText {

  private WholeText() {}

  /** Leaves the number in {@code out.integer}; false when the text is none. */
  static boolean read(String text, Value out) {
    int length = text.length();
    boolean negative = length > 0 && text.charAt(0) == '-';
    int first = negative || length > 0 && text.charAt(0) == '+' ? 1 : 0;
    if (first == length) {
      return false;
    }
    // negative, because Long.MIN_VALUE has no positive counterpart
    long value = 0;
    for (int i = first; i < length; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit < 0 || value < (Long.MIN_VALUE + digit) / 10) {
        return false;
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      return false;
    }
    out.integer = negative ? value : -value;
    return true;
  }
}
