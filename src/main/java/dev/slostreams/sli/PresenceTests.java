package dev.slostreams.sli;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableIdent;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import java.util.List;
import java.util.Map;

/**
 * Replaces {@code has(a.b)} by a boolean variable of the same name.
 *
 * <p>CEL itself asks a map {@code a} for {@code b}, but here {@code a.b} is one field, which may be
 * a flat name with a dot in it. So {@code has} is false when any part of the path is missing.
 */
final class PresenceTests {

  private static final String PREFIX = "has(";

  private PresenceTests() {}

  /** The name of the variable; no expression can spell it. */
  static String variable(String path) {
    return PREFIX + path + ")";
  }

  static boolean isVariable(String name) {
    return name.startsWith(PREFIX);
  }

  static String path(String variable) {
    return variable.substring(PREFIX.length(), variable.length() - 1);
  }

  /**
   * The parsed tree with a variable in place of each test.
   *
   * @param tests path by the id of the node
   */
  static CelAbstractSyntaxTree asVariables(CelAbstractSyntaxTree parsed, Map<Long, String> tests) {
    if (tests.isEmpty()) {
      return parsed;
    }
    CelMutableExpr root = CelMutableExprConverter.fromCelExpr(parsed.getExpr());
    List<CelMutableExpr> nodes =
        CelNavigableMutableExpr.fromExpr(root).allNodes().map(node -> node.expr()).toList();
    for (CelMutableExpr node : nodes) {
      String path = tests.get(node.id());
      if (path != null) {
        node.setIdent(CelMutableIdent.create(variable(path)));
      }
    }
    return CelAbstractSyntaxTree.newParsedAst(
        CelMutableExprConverter.fromMutableExpr(root), parsed.getSource());
  }
}
