package dev.slostreams.sli;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.slostreams.sli.FieldTest.Relation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be said of an expression without an event.
 *
 * @param fields the fields it names, those included whose presence alone it asks for
 * @param tests every comparison of a field with constants in it, as written
 * @param required comparisons that all hold wherever the expression is true; there may be further
 *     conditions that are no such comparison
 */
public record ExpressionOutline(
    Set<String> fields, List<FieldTest> tests, List<FieldTest> required) {

  private static final Map<String, Relation> RELATIONS =
      Map.of(
          "_==_", Relation.IN,
          "@in", Relation.IN,
          "_!=_", Relation.NOT_IN,
          "_<_", Relation.LT,
          "_<=_", Relation.LTE,
          "_>_", Relation.GT,
          "_>=_", Relation.GTE);

  public ExpressionOutline {
    fields = Set.copyOf(fields);
    tests = List.copyOf(tests);
    required = List.copyOf(required);
  }

  /**
   * The outline of an expression that has been checked.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ExpressionOutline of(String expression) {
    CelExpr tree = tree(expression);
    FieldPaths paths = FieldPaths.of(tree);
    Set<String> fields = new LinkedHashSet<>(paths.values());
    fields.addAll(paths.tested().values());
    List<FieldTest> tests = new ArrayList<>();
    ExpressionTree.walk(tree, part -> test(part, paths).ifPresent(tests::add));
    List<FieldTest> required = new ArrayList<>();
    require(tree, true, paths, required);
    return new ExpressionOutline(fields, tests, required);
  }

  /**
   * The comparisons that make an expression false by themselves, whatever else is in it: where one
   * of them is false, so is the whole, and it does not fail. They stand in a chain of {@code &&}
   * with nothing before them but comparisons, which are true, false or failed and never another
   * kind of value.
   *
   * @throws IllegalArgumentException when it is no expression
   */
  static List<FieldTest> decisive(String expression) {
    CelExpr tree = tree(expression);
    List<FieldTest> decisive = new ArrayList<>();
    decide(tree, FieldPaths.of(tree), decisive);
    return decisive;
  }

  /**
   * The comparison that is the whole expression; empty where there is more to it.
   *
   * @throws IllegalArgumentException when it is no expression
   */
  static Optional<FieldTest> whole(String expression) {
    CelExpr tree = tree(expression);
    return test(tree, FieldPaths.of(tree));
  }

  private static CelExpr tree(String expression) {
    try {
      return CheckedExpression.parsed(expression).getExpr();
    } catch (ExpressionProblem problem) {
      throw new IllegalArgumentException(
          "expression '" + expression + "': " + problem.getMessage(), problem);
    }
  }

  /** Adds the comparisons of a chain up to its first part that is none; whether all of it were. */
  private static boolean decide(CelExpr expression, FieldPaths paths, List<FieldTest> into) {
    if (expression.getKind() == Kind.CALL && expression.call().function().equals("_&&_")) {
      List<CelExpr> sides = expression.call().args();
      return decide(sides.get(0), paths, into) && decide(sides.get(1), paths, into);
    }
    Optional<FieldTest> test = test(expression, paths);
    test.ifPresent(into::add);
    return test.isPresent();
  }

  /** Adds what must hold for the expression to be {@code truth}. */
  private static void require(
      CelExpr expression, boolean truth, FieldPaths paths, List<FieldTest> into) {
    Optional<FieldTest> test = test(expression, paths);
    if (test.isPresent()) {
      into.add(truth ? test.get() : test.get().negated());
    } else if (isField(expression, paths)) {
      into.add(
          new FieldTest(FieldPaths.chain(expression).orElseThrow(), Relation.IN, List.of(truth)));
    } else if (expression.getKind() == Kind.CALL) {
      CelCall call = expression.call();
      if (call.function().equals("!_")) {
        require(call.args().get(0), !truth, paths, into);
      } else if (call.function().equals(truth ? "_&&_" : "_||_")) {
        call.args().forEach(part -> require(part, truth, paths, into));
      }
    }
  }

  private static Optional<FieldTest> test(CelExpr expression, FieldPaths paths) {
    if (expression.getKind() != Kind.CALL || expression.call().args().size() != 2) {
      return Optional.empty();
    }
    CelCall call = expression.call();
    Relation relation = RELATIONS.get(call.function());
    CelExpr left = call.args().get(0);
    CelExpr right = call.args().get(1);
    if (relation == null) {
      return Optional.empty();
    }
    if (isField(left, paths)) {
      return test(left, relation, values(right, call.function().equals("@in")));
    }
    return isField(right, paths) && !call.function().equals("@in")
        ? test(right, relation.mirrored(), values(left, false))
        : Optional.empty();
  }

  private static Optional<FieldTest> test(
      CelExpr field, Relation relation, Optional<List<Object>> values) {
    return values.map(v -> new FieldTest(FieldPaths.chain(field).orElseThrow(), relation, v));
  }

  private static boolean isField(CelExpr expression, FieldPaths paths) {
    return FieldPaths.chain(expression).filter(paths.values()::contains).isPresent();
  }

  /** The constants that stand here; empty unless it is one, or a list of nothing else. */
  private static Optional<List<Object>> values(CelExpr expression, boolean asList) {
    if (!asList) {
      return constant(expression).map(List::of);
    }
    if (expression.getKind() != Kind.LIST) {
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (CelExpr element : expression.list().elements()) {
      constant(element).ifPresent(values::add);
    }
    return values.size() == expression.list().elements().size()
        ? Optional.of(values)
        : Optional.empty();
  }

  private static Optional<Object> constant(CelExpr expression) {
    if (expression.getKind() != Kind.CONSTANT) {
      return Optional.empty();
    }
    CelConstant constant = expression.constant();
    return switch (constant.getKind()) {
      case BOOLEAN_VALUE -> Optional.of(constant.booleanValue());
      case STRING_VALUE -> Optional.of(constant.stringValue());
      case INT64_VALUE -> Optional.of(BigDecimal.valueOf(constant.int64Value()));
      case UINT64_VALUE -> Optional.of(new BigDecimal(constant.uint64Value().bigIntegerValue()));
      case DOUBLE_VALUE ->
          Double.isFinite(constant.doubleValue())
              ? Optional.of(BigDecimal.valueOf(constant.doubleValue()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
