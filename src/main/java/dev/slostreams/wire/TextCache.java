package dev.slostreams.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the bytes of one field into text and remembers the texts, so that repeated values (service
 * names, methods) allocate nothing. A field whose values rarely repeat is no longer remembered.
 */
final class TextCache {

  private static final int PLACES = 128;
  private static final int LONGEST = 64;
  private static final int MOST_CREDIT = 2_048;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[][] keys = new byte[PLACES][];
  private final String[] texts = new String[PLACES];

  /** Earned by hits and spent by misses; below 0 the field is not remembered any more. */
  private int credit = MOST_CREDIT;

  /**
   * The text of the bytes.
   *
   * @param ascii whether all bytes are known to be ASCII
   * @return null when they are not UTF-8
   */
  String text(byte[] bytes, int from, int to, boolean ascii) {
    if (credit < 0 || to - from > LONGEST) {
      return decode(bytes, from, to, ascii);
    }
    int place = place(bytes, from, to);
    byte[] key = keys[place];
    if (key != null && Arrays.equals(bytes, from, to, key, 0, key.length)) {
      credit = Math.min(MOST_CREDIT, credit + 1);
      return texts[place];
    }
    String text = decode(bytes, from, to, ascii);
    if (text != null) {
      credit -= 2;
      keys[place] = Arrays.copyOfRange(bytes, from, to);
      texts[place] = text;
    }
    return text;
  }

  /** The text of the bytes, or null when they are not UTF-8. */
  static String decode(byte[] bytes, int from, int to, boolean ascii) {
    if (ascii) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  private static int place(byte[] bytes, int from, int to) {
    long hash = to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = (hash ^ (long) WORD.get(bytes, at)) * 0x9E3779B97F4A7C15L;
    }
    for (; at < to; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
    }
    return (int) (hash >>> 57);
  }
}
