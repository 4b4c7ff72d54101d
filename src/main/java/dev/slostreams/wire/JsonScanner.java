package dev.slostreams.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Steps over JSON in bytes and checks its grammar, eight bytes of a string at a time.
 *
 * <p>Every step takes the position it starts at and returns the position after what it stepped
 * over, or {@link #FAILED}; then {@link #problem} says why. It does not check that texts are UTF-8.
 */
final class JsonScanner {

  static final int FAILED = -1;

  private static final int DEEPEST = 1_000;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private byte[] bytes = {};
  private int end;
  private String problem = "";
  private int problemAt;

  /** Whether the string stepped over last had escapes, and whether it was all ASCII. */
  private boolean escaped;

  private boolean ascii;

  void reset(byte[] newBytes, int newEnd) {
    bytes = newBytes;
    end = newEnd;
  }

  boolean escaped() {
    return escaped;
  }

  boolean ascii() {
    return ascii;
  }

  /** What the last failure was: {@code "byte 17: must be ':'"}. */
  String problem() {
    return "byte " + problemAt + ": " + problem;
  }

  int fail(String text, int at) {
    problem = text;
    problemAt = at;
    return FAILED;
  }

  /** The byte at a position, or 0 after the end. */
  byte byteAt(int at) {
    return at < end ? bytes[at] : 0;
  }

  /** Over white space; never fails. */
  int space(int at) {
    int next = at;
    while (next < end) {
      byte b = bytes[next];
      if (b > ' ' || b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        break;
      }
      next++;
    }
    return next;
  }

  /** Over the rest of a string whose opening quote is before {@code from}. */
  int string(int from) {
    escaped = false;
    long high = 0;
    int at = from;
    while (true) {
      while (at + 8 <= end) {
        long word = (long) WORD.get(bytes, at);
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        // a set high bit at the lowest place is a real hit; borrows only disturb the places above
        long hits =
            ((quote - ONES) & ~quote | (backslash - ONES) & ~backslash | (word - SPACES) & ~word)
                & HIGH_BITS;
        if (hits != 0) {
          int offset = Long.numberOfTrailingZeros(hits) >>> 3;
          high |= word & ((1L << (offset << 3)) - 1);
          at += offset;
          break;
        }
        high |= word;
        at += 8;
      }
      if (at >= end) {
        return fail("the string must end with a quote", at);
      }
      byte b = bytes[at];
      if (b == '"') {
        ascii = (high & HIGH_BITS) == 0;
        return at + 1;
      }
      if (b == '\\') {
        escaped = true;
        at = escape(at + 1);
        if (at < 0) {
          return at;
        }
      } else if (b >= 0 && b < ' ') {
        return fail("a control character must be escaped", at);
      } else {
        high |= b;
        at++;
      }
    }
  }

  private int escape(int at) {
    switch (byteAt(at)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 1;
      }
      case 'u' -> {
        for (int i = at + 1; i <= at + 4; i++) {
          if (Character.digit(byteAt(i), 16) < 0) {
            return fail("\\u must have four hexadecimal digits", i);
          }
        }
        return at + 5;
      }
      default -> {
        return fail("no such escape", at);
      }
    }
  }

  /** Over the number that starts at {@code from}. */
  int number(int from, JsonNumber into) {
    int next = into.read(bytes, from, end);
    return next < 0 ? fail("must be a value", from) : next;
  }

  /** Over any value. */
  int value(int at, int depth, JsonNumber scratch) {
    switch (byteAt(at)) {
      case '"' -> {
        return string(at + 1);
      }
      case '{' -> {
        return object(at + 1, depth + 1, scratch);
      }
      case '[' -> {
        return array(at + 1, depth + 1, scratch);
      }
      case 't' -> {
        return literal(at, "true");
      }
      case 'f' -> {
        return literal(at, "false");
      }
      case 'n' -> {
        return literal(at, "null");
      }
      default -> {
        return number(at, scratch);
      }
    }
  }

  int literal(int at, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (byteAt(at + i) != name.charAt(i)) {
        return fail("must be a value", at);
      }
    }
    return at + name.length();
  }

  /** Over what must stand here; white space around it is stepped over too. */
  int expect(char wanted, int from) {
    int at = space(from);
    if (byteAt(at) != wanted) {
      return fail("must be '" + wanted + "'", at);
    }
    return space(at + 1);
  }

  /** Fails when an object or array at this depth is too deep. */
  boolean tooDeep(int depth, int at) {
    return depth > DEEPEST && fail("nested deeper than " + DEEPEST, at) < 0;
  }

  private int object(int from, int depth, JsonNumber scratch) {
    int at = space(from);
    if (tooDeep(depth, from)) {
      return FAILED;
    }
    if (byteAt(at) == '}') {
      return at + 1;
    }
    while (true) {
      if (byteAt(at) != '"') {
        return fail("must be a name in quotes", at);
      }
      at = string(at + 1);
      at = at < 0 ? at : expect(':', at);
      at = at < 0 ? at : value(at, depth, scratch);
      if (at < 0) {
        return at;
      }
      at = space(at);
      byte b = byteAt(at);
      if (b == '}') {
        return at + 1;
      }
      if (b != ',') {
        return fail("must be ',' or '}'", at);
      }
      at = space(at + 1);
    }
  }

  private int array(int from, int depth, JsonNumber scratch) {
    int at = space(from);
    if (tooDeep(depth, from)) {
      return FAILED;
    }
    if (byteAt(at) == ']') {
      return at + 1;
    }
    while (true) {
      at = value(at, depth, scratch);
      if (at < 0) {
        return at;
      }
      at = space(at);
      byte b = byteAt(at);
      if (b == ']') {
        return at + 1;
      }
      if (b != ',') {
        return fail("must be ',' or ']'", at);
      }
      at = space(at + 1);
    }
  }
}
