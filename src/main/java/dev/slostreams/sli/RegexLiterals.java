package dev.slostreams.sli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;

/** Finds the literal patterns of {@code matches} that no text could ever be matched against. */
final class RegexLiterals {

  private RegexLiterals() {}

  static void requireValid(CelExpr expression) throws ExpressionProblem {
    List<String> patterns = new ArrayList<>();
    ExpressionTree.walk(expression, e -> collect(e, patterns));
    for (String pattern : patterns) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw new ExpressionProblem(
            "matches: the pattern must be RE2 syntax, but " + e.getDescription() + ": " + pattern);
      }
    }
  }

  private static void collect(CelExpr expression, List<String> patterns) {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL
        || !expression.call().function().equals("matches")) {
      return;
    }
    List<CelExpr> arguments = expression.call().args();
    CelExpr last = arguments.get(arguments.size() - 1);
    if (last.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && last.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
      patterns.add(last.constant().stringValue());
    }
  }
}
