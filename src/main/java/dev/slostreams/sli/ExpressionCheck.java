package dev.slostreams.sli;

import dev.cel.common.types.CelKind;
import dev.slostreams.slo.FieldType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what is wrong with an expression before anything runs. */
public final class ExpressionCheck {

  private ExpressionCheck() {}

  /** What an expression is used for. */
  public enum Result {
    /** A {@code where}. */
    BOOL("must be true or false", Set.of(CelKind.BOOL)),
    /** The {@code value} of a threshold. */
    NUMBER("must be a number", Set.of(CelKind.INT, CelKind.UINT, CelKind.DOUBLE)),
    /** A {@code weight}; that a double is whole can only be seen on an event. */
    WHOLE_NUMBER("must be a whole number", Set.of(CelKind.INT, CelKind.UINT, CelKind.DOUBLE)),
    /** A {@code groupBy} value. */
    VALUE(
        "must be a string, number or bool",
        Set.of(CelKind.STRING, CelKind.INT, CelKind.UINT, CelKind.DOUBLE, CelKind.BOOL));

    private final String rule;
    private final Set<CelKind> kinds;

    Result(String rule, Set<CelKind> kinds) {
      this.rule = rule;
      this.kinds = kinds;
    }
  }

  /**
   * A sentence for the person who wrote the expression, empty when it can be used.
   *
   * @param declaredFields the source's fields; empty when none are declared, then every name goes
   */
  public static Optional<String> problem(
      String expression, Result expected, Map<String, FieldType> declaredFields) {
    try {
      CelKind kind = CheckedExpression.of(expression, declaredFields).tree().getResultType().kind();
      if (kind == CelKind.DYN || expected.kinds.contains(kind)) {
        return Optional.empty();
      }
      return Optional.of(expected.rule + ", but was " + CelKindName.of(kind));
    } catch (ExpressionProblem problem) {
      return Optional.of(problem.getMessage());
    }
  }
}
