package dev.slostreams.lint;

import dev.slostreams.sli.FieldTest;
import dev.slostreams.sli.FieldTest.Relation;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether comparisons of fields with constants can hold together. */
final class Contradiction {

  private Contradiction() {}

  /** A field that can have no value for which all its tests hold. */
  static Optional<String> field(List<FieldTest> tests) {
    return tests.stream()
        .map(FieldTest::field)
        .distinct()
        .filter(field -> isImpossible(tests.stream().filter(t -> t.field().equals(field)).toList()))
        .findFirst();
  }

  private static boolean isImpossible(List<FieldTest> tests) {
    Optional<Set<Object>> allowed = allowed(tests);
    return allowed.isPresent()
        ? allowed.get().stream().noneMatch(value -> tests.stream().allMatch(t -> holds(t, value)))
        : bounds(tests, Relation.GT, Relation.GTE).stream()
            .anyMatch(
                lower ->
                    bounds(tests, Relation.LT, Relation.LTE).stream()
                        .anyMatch(upper -> isApart(lower, upper)));
  }

  /** The values of some membership; each of the others is held against them. */
  private static Optional<Set<Object>> allowed(List<FieldTest> tests) {
    return tests.stream()
        .filter(test -> test.relation() == Relation.IN)
        .findFirst()
        .map(test -> new LinkedHashSet<>(test.values()));
  }

  private static boolean holds(FieldTest test, Object value) {
    return switch (test.relation()) {
      case IN -> contains(test, value);
      case NOT_IN -> !contains(test, value);
      default -> holdsInOrder(test, value);
    };
  }

  private static boolean contains(FieldTest test, Object value) {
    return test.values().stream().anyMatch(one -> order(one, value) == 0);
  }

  private static boolean holdsInOrder(FieldTest test, Object value) {
    int order = order(value, test.values().get(0));
    return order == DIFFERENT
        || switch (test.relation()) {
          case LT -> order < 0;
          case LTE -> order <= 0;
          case GT -> order > 0;
          default -> order >= 0;
        };
  }

  private static final int DIFFERENT = 2;

  /** −1, 0 or 1; {@link #DIFFERENT} for values that have no order. */
  private static int order(Object one, Object other) {
    if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
      return a.compareTo(b);
    }
    return one.equals(other) ? 0 : DIFFERENT;
  }

  private static List<FieldTest> bounds(List<FieldTest> tests, Relation open, Relation closed) {
    return tests.stream()
        .filter(test -> test.relation() == open || test.relation() == closed)
        .toList();
  }

  private static boolean isApart(FieldTest lower, FieldTest upper) {
    int order = order(lower.values().get(0), upper.values().get(0));
    boolean bothClosed = lower.relation() == Relation.GTE && upper.relation() == Relation.LTE;
    return order == 1 || order == 0 && !bothClosed;
  }
}
