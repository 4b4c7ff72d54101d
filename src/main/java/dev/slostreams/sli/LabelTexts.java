package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/**
 * Writes {@code groupBy} values as text: a whole number in decimal, a whole double likewise, any
 * other double as Java does, a text as it is; what is longer than 256 characters is cut and a hash
 * of the whole put after it.
 *
 * <p>Remembers the numbers it met last, so that repeated ones allocate nothing. Not thread-safe.
 */
final class LabelTexts {

  private static final int LONGEST = 256;
  private static final int KEPT = 240;
  private static final int REMEMBERED = 256;
  private static final double TWO_TO_63 = 0x1p63;

  private final long[] integers = new long[REMEMBERED];
  private final String[] integerTexts = new String[REMEMBERED];
  private final long[] numberBits = new long[REMEMBERED];
  private final String[] numberTexts = new String[REMEMBERED];

  /** The text of a value that is a string, number or bool. */
  String of(Kind kind, Value value) {
    return switch (kind) {
      case STRING -> value.text.length() <= LONGEST ? value.text : cut(value.text);
      case INT -> ofInteger(value.integer);
      case DOUBLE -> ofNumber(value.number);
      case BOOL -> value.bool ? "true" : "false";
      default ->
          throw new IllegalStateException(
              "label of kind " + kind + " (this is a bug in slo-streams)");
    };
  }

  private String ofInteger(long value) {
    int place = place(value);
    if (integerTexts[place] == null || integers[place] != value) {
      integers[place] = value;
      integerTexts[place] = Long.toString(value);
    }
    return integerTexts[place];
  }

  private String ofNumber(double value) {
    if (value == Math.rint(value) && value >= -TWO_TO_63 && value < TWO_TO_63) {
      return ofInteger((long) value);
    }
    long bits = Double.doubleToLongBits(value);
    int place = place(bits);
    if (numberTexts[place] == null || numberBits[place] != bits) {
      numberBits[place] = bits;
      numberTexts[place] = Double.toString(value);
    }
    return numberTexts[place];
  }

  private static int place(long value) {
    return (int) ((value * 0x9E3779B97F4A7C15L) >>> 56);
  }

  private static String cut(String text) {
    int end = Character.isHighSurrogate(text.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
    String hash = Integer.toHexString(text.hashCode());
    return text.substring(0, end) + "~" + "0".repeat(8 - hash.length()) + hash;
  }
}
