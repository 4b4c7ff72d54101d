package dev.slostreams.sli;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Walks a parsed expression. */
final class ExpressionTree {

  private ExpressionTree() {}

  /** Visits the expression and everything below it, parents first. */
  static void walk(CelExpr expression, Consumer<CelExpr> visitor) {
    visitor.accept(expression);
    children(expression).forEach(child -> walk(child, visitor));
  }

  static List<CelExpr> children(CelExpr expression) {
    List<CelExpr> children = new ArrayList<>();
    switch (expression.getKind()) {
      case SELECT -> children.add(expression.select().operand());
      case CALL -> {
        expression.call().target().ifPresent(children::add);
        children.addAll(expression.call().args());
      }
      case LIST -> children.addAll(expression.list().elements());
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(
                  entry -> {
                    children.add(entry.key());
                    children.add(entry.value());
                  });
      case STRUCT -> expression.struct().entries().forEach(entry -> children.add(entry.value()));
      case COMPREHENSION -> {
        children.add(expression.comprehension().iterRange());
        children.add(expression.comprehension().accuInit());
        children.add(expression.comprehension().loopCondition());
        children.add(expression.comprehension().loopStep());
        children.add(expression.comprehension().result());
      }
      default -> {
        // constants and identifiers have nothing below them
      }
    }
    return children;
  }
}
