package dev.slostreams.sli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the patterns of {@code matches}: they stand in the definition, so that no event brings
 * one, and each can be compiled without taking memory that nobody meant to give.
 */
final class RegexLiterals {

  private static final int MOST_STEPS = 10_000;
  private static final int DEEPEST = 100;

  private RegexLiterals() {}

  static void requireValid(CelExpr expression) throws ExpressionProblem {
    List<Optional<String>> patterns = new ArrayList<>();
    ExpressionTree.walk(expression, e -> collect(e, patterns));
    for (Optional<String> literal : patterns) {
      String pattern =
          literal.orElseThrow(
              () -> new ExpressionProblem("matches: the pattern must be a text in quotes"));
      requireSmall(pattern);
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw new ExpressionProblem(
            "matches: the pattern must be RE2 syntax, but " + e.getDescription() + ": " + pattern);
      }
    }
  }

  private static void requireSmall(String pattern) throws ExpressionProblem {
    if (RegexSize.depth(pattern) > DEEPEST) {
      throw new ExpressionProblem(
          "matches: groups of the pattern must be nested at most " + DEEPEST + " deep");
    }
    if (RegexSize.steps(pattern) > MOST_STEPS) {
      throw new ExpressionProblem(
          "matches: the pattern must have at most "
              + MOST_STEPS
              + " steps once its repeats are written out");
    }
  }

  private static void collect(CelExpr expression, List<Optional<String>> patterns) {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL
        || !expression.call().function().equals("matches")
        || expression.call().args().isEmpty()) {
      return;
    }
    List<CelExpr> arguments = expression.call().args();
    CelExpr last = arguments.get(arguments.size() - 1);
    boolean literal =
        last.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && last.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    patterns.add(literal ? Optional.of(last.constant().stringValue()) : Optional.empty());
  }
}
