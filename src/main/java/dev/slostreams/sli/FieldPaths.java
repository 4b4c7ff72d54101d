package dev.slostreams.sli;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The event fields an expression names, found in its parsed tree: every longest chain {@code a.b.c}
 * that does not begin with a variable of a macro.
 */
final class FieldPaths {

  private static final Set<String> TYPE_NAMES =
      Set.of("int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type");

  private final Set<String> values = new LinkedHashSet<>();
  private final Map<Long, String> tested = new LinkedHashMap<>();

  private FieldPaths() {}

  static FieldPaths of(CelExpr expression) {
    FieldPaths paths = new FieldPaths();
    paths.visit(expression, Set.of());
    if (callsType(expression)) {
      paths.values.removeAll(TYPE_NAMES);
    }
    return paths;
  }

  /** Fields whose value is read. */
  Set<String> values() {
    return values;
  }

  /** Fields whose presence {@code has(a.b)} asks for, by the id of the node that asks. */
  Map<Long, String> tested() {
    return tested;
  }

  /** The chain of names as written, empty when the expression is no such chain. */
  static Optional<String> chain(CelExpr expression) {
    if (expression.getKind() == Kind.IDENT) {
      String name = expression.ident().name();
      return Optional.of(name.startsWith(".") ? name.substring(1) : name);
    }
    if (expression.getKind() == Kind.SELECT && !expression.select().testOnly()) {
      String field = expression.select().field();
      return chain(expression.select().operand()).map(parent -> parent + "." + field);
    }
    return Optional.empty();
  }

  private static boolean callsType(CelExpr expression) {
    boolean[] found = {false};
    ExpressionTree.walk(
        expression,
        e -> found[0] |= e.getKind() == Kind.CALL && e.call().function().equals("type"));
    return found[0];
  }

  private void visit(CelExpr expression, Set<String> bound) {
    Optional<String> path = chain(expression).filter(p -> !bound.contains(root(p)));
    if (path.isPresent()) {
      values.add(path.get());
      return;
    }
    if (expression.getKind() == Kind.SELECT && expression.select().testOnly()) {
      visitTest(expression, bound);
    } else if (expression.getKind() == Kind.COMPREHENSION) {
      visitComprehension(expression.comprehension(), bound);
    } else {
      ExpressionTree.children(expression).forEach(child -> visit(child, bound));
    }
  }

  private void visitTest(CelExpr expression, Set<String> bound) {
    CelExpr operand = expression.select().operand();
    Optional<String> parent = chain(operand).filter(p -> !bound.contains(root(p)));
    if (parent.isPresent()) {
      tested.put(expression.id(), parent.get() + "." + expression.select().field());
    } else {
      visit(operand, bound);
    }
  }

  private void visitComprehension(CelComprehension comprehension, Set<String> bound) {
    visit(comprehension.iterRange(), bound);
    visit(comprehension.accuInit(), bound);
    Set<String> inner = new HashSet<>(bound);
    inner.add(comprehension.iterVar());
    inner.add(comprehension.iterVar2());
    inner.add(comprehension.accuVar());
    visit(comprehension.loopCondition(), inner);
    visit(comprehension.loopStep(), inner);
    visit(comprehension.result(), inner);
  }

  private static String root(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }
}
