package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes {@code groupBy} values as text: a whole number in decimal, a whole double likewise, any
 * other double as Java does, a text as it is. What is longer than 256 characters is cut, and what
 * is no Unicode text (a surrogate without its other half) is replaced by U+FFFD; a hash of the
 * whole is put after both, so different values stay different series.
 *
 * <p>Remembers what it met last, so that repeated values allocate nothing. Not thread-safe.
 */
final class LabelTexts {

  private static final int LONGEST = 256;
  private static final int HASH_BYTES = 16; // 128 bits, so that no two values meet
  private static final int KEPT = LONGEST - 1 - 2 * HASH_BYTES;
  private static final int REMEMBERED = 256;
  private static final double TWO_TO_63 = 0x1p63;

  private final long[] integers = new long[REMEMBERED];
  private final String[] integerTexts = new String[REMEMBERED];
  private final long[] numberBits = new long[REMEMBERED];
  private final String[] numberTexts = new String[REMEMBERED];
  private final String[] texts = new String[REMEMBERED];
  private final String[] labels = new String[REMEMBERED];

  /** The text of a value that is a string, number or bool. */
  String of(Kind kind, Value value) {
    return switch (kind) {
      case STRING -> ofText(value.text);
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

  /** A text object that comes again is known by its identity: decoders reuse them. */
  private String ofText(String text) {
    int place = place(text.hashCode());
    if (texts[place] != text) {
      texts[place] = text;
      labels[place] = isLabel(text) ? text : text(text) + "~" + hash(text);
    }
    return labels[place];
  }

  private static boolean isLabel(String text) {
    return text.length() <= LONGEST && loneSurrogate(text, 0) < 0;
  }

  /** The beginning, well-formed. */
  private static String text(String text) {
    int end = Math.min(KEPT, text.length());
    boolean splits =
        end < text.length()
            && Character.isHighSurrogate(text.charAt(end - 1))
            && Character.isLowSurrogate(text.charAt(end));
    StringBuilder label = new StringBuilder(text.substring(0, splits ? end - 1 : end));
    int lone = loneSurrogate(label, 0);
    while (lone >= 0) {
      label.setCharAt(lone, '\uFFFD');
      lone = loneSurrogate(label, lone + 1);
    }
    return label.toString();
  }

  /** Where from here the first surrogate without its other half is, or −1. */
  private static int loneSurrogate(CharSequence text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean isPair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!isPair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** Of all characters as they are: UTF-8 has no bytes for half of a pair. */
  private static String hash(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
    bytes.asCharBuffer().put(text);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256 (this is a bug in slo-streams)", e);
    }
  }
}
