package dev.slostreams.sli;

/**
 * How large an RE2 pattern becomes once its repeats are written out, and how deep its groups are:
 * {@code ((a{1000}){1000}){1000}} is short to write and has a thousand million steps.
 *
 * <p>Counts a little too much rather than too little; reads what is no pattern too.
 */
final class RegexSize {

  private static final long MOST = Long.MAX_VALUE / 2;

  private final String pattern;
  private int at;
  private int deepest;

  private RegexSize(String pattern) {
    this.pattern = pattern;
  }

  /** Steps, saturating far above what can be compiled. */
  static long steps(String pattern) {
    return new RegexSize(pattern).group(0);
  }

  /** How many groups stand in each other. */
  static int depth(String pattern) {
    RegexSize size = new RegexSize(pattern);
    size.group(0);
    return size.deepest;
  }

  /** Steps up to the end of the group; what is nested too deep to be read counts as too large. */
  private long group(int depth) {
    deepest = Math.max(deepest, depth);
    if (depth > 1_000) {
      at = pattern.length();
      return MOST;
    }
    long all = 0;
    long last = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c == ')' && depth > 0) {
        return all + 2;
      }
      int repeat = c == '{' ? repeat() : -1;
      if (repeat >= 0) {
        all = plus(all, times(last, repeat));
        last = times(last, repeat);
        continue;
      }
      last =
          switch (c) {
            case '(' -> group(depth + 1);
            case '[' -> {
              skipClass();
              yield 1;
            }
            case '\\' -> escape();
            default -> 1;
          };
      all = plus(all, last);
    }
    return all;
  }

  /** Steps over {@code n}, {@code n,} or {@code n,m} and a brace: the higher one, or −1. */
  private int repeat() {
    int close = pattern.indexOf('}', at);
    String inside = close < 0 ? "" : pattern.substring(at, Math.min(close, at + 12));
    if (!inside.matches("[0-9]{1,5}(,[0-9]{0,5})?")) {
      return -1;
    }
    at = close + 1;
    int comma = inside.indexOf(',');
    String last = inside.substring(comma + 1);
    int least = Integer.parseInt(comma < 0 ? inside : inside.substring(0, comma));
    return last.isEmpty() ? least : Math.max(least, Integer.parseInt(last));
  }

  private void skipClass() {
    int first = at < pattern.length() && pattern.charAt(at) == '^' ? at + 1 : at;
    for (int i = first; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[' && pattern.startsWith(":", i + 1) && pattern.indexOf(":]", i) > 0) {
        i = pattern.indexOf(":]", i) + 1;
      } else if (c == ']' && i > first) {
        at = i + 1;
        return;
      }
    }
    at = pattern.length();
  }

  private long escape() {
    char escaped = at < pattern.length() ? pattern.charAt(at++) : '\\';
    if (escaped == 'Q') {
      int end = pattern.indexOf("\\E", at);
      int to = end < 0 ? pattern.length() : end;
      long steps = to - at;
      at = end < 0 ? to : to + 2;
      return steps;
    }
    if ("pPx".indexOf(escaped) >= 0 && pattern.startsWith("{", at)) {
      int close = pattern.indexOf('}', at);
      at = close < 0 ? pattern.length() : close + 1;
    }
    return 1;
  }

  private static long plus(long a, long b) {
    return Math.min(MOST, a + b);
  }

  private static long times(long steps, int repeat) {
    return repeat > 0 && steps > MOST / repeat ? MOST : steps * repeat;
  }
}
