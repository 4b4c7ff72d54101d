package dev.slostreams.sli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Random expressions over the fields {@code a, b, c, big, m.k}, and random events for them.
 *
 * <p>Left out is only what the closures do better on purpose: doubles too large to compare exactly
 * with an int (so {@code double()} is never asked of {@code big}), and NaN.
 */
final class ExpressionTexts {

  private static final List<String> LITERALS =
      List.of(
          "0", "1", "3", "-2", "0.5", "3.0", "100.25", "true", "false", "null", "'x'", "'12'",
          "'xyz'", "''", "'ä😀'");
  private static final List<String> FIELDS = List.of("a", "b", "c", "m.k");

  private ExpressionTexts() {}

  /** Expressions up to a depth; not all of them pass the type checker. */
  static Arbitrary<String> expressions(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.of(FIELDS)),
            net.jqwik.api.Tuple.of(3, Arbitraries.of(LITERALS)),
            net.jqwik.api.Tuple.of(1, Arbitraries.of("big", "dyn(1)", "dyn('x')")));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> below = Arbitraries.lazy(() -> expressions(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(below, Arbitraries.of("<", "<=", ">", ">=", "==", "!="), below)
            .as((l, op, r) -> "(" + l + " " + op + " " + r + ")"),
        Combinators.combine(below, Arbitraries.of("&&", "||"), below)
            .as((l, op, r) -> "(" + l + " " + op + " " + r + ")"),
        Combinators.combine(below, Arbitraries.of("+", "-", "*", "/", "%"), below)
            .as((l, op, r) -> "(" + l + " " + op + " " + r + ")"),
        Combinators.combine(below, below, below)
            .as((c, l, r) -> "(" + c + " ? " + l + " : " + r + ")"),
        below.map(e -> "!(" + e + ")"),
        below.map(e -> "-(" + e + ")"),
        Combinators.combine(below, Arbitraries.of("size", "int", "string"))
            .as((e, f) -> f + "(" + e + ")"),
        Arbitraries.of(FIELDS).map(f -> "double(" + f + ")"),
        Combinators.combine(below, Arbitraries.of("startsWith", "endsWith", "contains"), below)
            .as((l, f, r) -> "(" + l + ")." + f + "(" + r + ")"),
        Combinators.combine(below, Arbitraries.of("x", "^[a-x]+$", "1.", "", "(?i)X"))
            .as((e, regex) -> "(" + e + ").matches('" + regex + "')"),
        Combinators.combine(below, Arbitraries.of(LITERALS).list().ofMaxSize(4))
            .as((e, list) -> "(" + e + " in [" + String.join(", ", list) + "])"),
        Arbitraries.of("has(m.k)", "has(m.other)", "(has(m.k) ? m.k : a)"));
  }

  /** Events with any of the fields missing, null or of any type. */
  static Arbitrary<Map<String, Object>> events() {
    Arbitrary<Object> values =
        Arbitraries.<Object>of(
                0L,
                1L,
                3L,
                -2L,
                12L,
                0.5,
                3.0,
                -100.25,
                1.0,
                true,
                false,
                "x",
                "xyz",
                "12",
                "3.5",
                "-",
                "",
                "ä😀",
                List.of(1L, 2L),
                List.of(),
                Map.of("k", 1L))
            .injectNull(0.1);
    Arbitrary<Object> large =
        Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, 9_007_199_254_740_993L, 1L << 62);
    return Combinators.combine(
            values, values, values, values, large, Arbitraries.integers().between(0, 63))
        .as(
            (a, b, c, k, big, present) -> {
              Map<String, Object> event = new HashMap<>();
              List<Object> all = java.util.Arrays.asList(a, b, c, k);
              for (int i = 0; i < all.size(); i++) {
                // each field is missing in a quarter of the events
                if ((present >> i & 3) != 3) {
                  event.put(FIELDS.get(i), all.get(i));
                }
              }
              event.put("big", big);
              return event;
            });
  }
}
