package dev.slostreams.sli;

import com.google.re2j.Pattern;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.slostreams.sli.Event.Kind;
import dev.slostreams.sli.TextTest.Function;
import dev.slostreams.slo.FieldType;
import dev.slostreams.slo.Op;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Turns a checked expression into nodes that read fields by slot.
 *
 * <p>What it does not cover (macros, maps, uint, timestamps, list fields by index, …) it refuses as
 * a whole, and CEL's own runtime evaluates it ({@link CelNode}). Both give equal results, with two
 * exceptions: nodes compare an int with a double exactly, where the runtime rounds the int to a
 * double first; and nothing but {@code !=} holds for NaN.
 */
final class ClosureCompiler {

  private final CheckedExpression expression;
  private final ToIntFunction<String> slots;

  private ClosureCompiler(CheckedExpression expression, ToIntFunction<String> slots) {
    this.expression = expression;
    this.slots = slots;
  }

  /** Nodes for the expression, or empty when it has something they do not cover. */
  static Optional<Node> closure(CheckedExpression expression, ToIntFunction<String> slots) {
    return new ClosureCompiler(expression, slots).node(expression.tree().getExpr());
  }

  /** Nodes where possible, CEL's runtime otherwise. */
  static Node compile(CheckedExpression expression, ToIntFunction<String> slots) {
    return closure(expression, slots).orElseGet(() -> CelNode.of(expression, slots));
  }

  /** The node that reads a field, as its declared type if it has one. */
  static Node field(CheckedExpression expression, String path, int slot) {
    FieldNode field = new FieldNode(slot, path);
    FieldType type = expression.fields().get(path);
    return type == null ? field : new DeclaredFieldNode(field, type);
  }

  private Optional<Node> node(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> constant(expr.constant()).map(c -> c);
      case IDENT -> PresenceTests.isVariable(expr.ident().name()) ? presence(expr) : path(expr);
      case SELECT -> path(expr);
      case CALL -> call(expr.call());
      default -> Optional.empty();
    };
  }

  private Optional<Node> path(CelExpr expr) {
    return FieldPaths.chain(expr)
        .filter(expression.paths().values()::contains)
        .map(path -> field(expression, path, slots.applyAsInt(path)));
  }

  private Optional<Node> presence(CelExpr expr) {
    String path = PresenceTests.path(expr.ident().name());
    return Optional.of(new Presence(slots.applyAsInt(path)));
  }

  private static Optional<Constant> constant(CelConstant constant) {
    return switch (constant.getKind()) {
      case NULL_VALUE -> Optional.of(Constant.NULL);
      case BOOLEAN_VALUE -> Optional.of(Constant.of(constant.booleanValue()));
      case INT64_VALUE -> Optional.of(Constant.of(constant.int64Value()));
      case DOUBLE_VALUE -> Optional.of(Constant.of(constant.doubleValue()));
      case STRING_VALUE -> Optional.of(Constant.of(constant.stringValue()));
      default -> Optional.empty();
    };
  }

  private Optional<Node> call(CelCall call) {
    List<CelExpr> arguments = new ArrayList<>();
    call.target().ifPresent(arguments::add);
    arguments.addAll(call.args());
    if (call.function().equals("@in")) {
      return membership(arguments.get(0), arguments.get(1));
    }
    List<Node> nodes = new ArrayList<>();
    for (CelExpr argument : arguments) {
      Optional<Node> node = node(argument);
      if (node.isEmpty()) {
        return Optional.empty();
      }
      nodes.add(node.get());
    }
    return switch (nodes.size()) {
      case 1 -> unary(call.function(), nodes.get(0));
      case 2 -> binary(call.function(), nodes.get(0), nodes.get(1));
      case 3 ->
          call.function().equals("_?_:_")
              ? Optional.of(new Conditional(nodes.get(0), nodes.get(1), nodes.get(2)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Node> unary(String function, Node operand) {
    return Optional.ofNullable(
        switch (function) {
          case "!_" -> new Not(operand);
          case "-_" -> new Negation(operand);
          case "size" -> new Size(operand);
          case "int" -> new Conversion(Kind.INT, operand);
          case "double" -> new Conversion(Kind.DOUBLE, operand);
          case "string" -> new Conversion(Kind.STRING, operand);
          case "dyn" -> operand;
          default -> null;
        });
  }

  private static Optional<Node> binary(String function, Node left, Node right) {
    if (function.equals("matches")) {
      return regex(left, right);
    }
    return Optional.ofNullable(
        switch (function) {
          case "_&&_" -> Logic.and(left, right);
          case "_||_" -> Logic.or(left, right);
          case "_==_" -> equality(true, left, right);
          case "_!=_" -> equality(false, left, right);
          case "_<_" -> relation(Op.LT, left, right);
          case "_<=_" -> relation(Op.LTE, left, right);
          case "_>_" -> relation(Op.GT, left, right);
          case "_>=_" -> relation(Op.GTE, left, right);
          case "_+_", "_-_", "_*_", "_/_", "_%_" -> new Arithmetic(function.charAt(1), left, right);
          case "startsWith" -> new TextTest(Function.STARTS_WITH, left, right);
          case "endsWith" -> new TextTest(Function.ENDS_WITH, left, right);
          case "contains" -> new TextTest(Function.CONTAINS, left, right);
          default -> null;
        });
  }

  private static Node equality(boolean wanted, Node left, Node right) {
    return left instanceof FieldNode field
            && right instanceof Constant literal
            && literal.kind() == Kind.STRING
        ? new TextEquality(wanted, field, literal.text())
        : new Equality(wanted, left, right);
  }

  private static Node relation(Op op, Node left, Node right) {
    Relation relation = new Relation(op, left, right);
    if (left instanceof FieldNode field && right instanceof Constant literal) {
      if (literal.kind() == Kind.INT) {
        Limit limit = Limit.of(op, BigDecimal.valueOf(literal.integer()));
        return new NumberRelation(field, limit, relation);
      }
      if (literal.kind() == Kind.DOUBLE && Double.isFinite(literal.number())) {
        Limit limit = Limit.of(op, new BigDecimal(literal.number()));
        return new NumberRelation(field, limit, relation);
      }
    }
    return relation;
  }

  private static Optional<Node> regex(Node operand, Node pattern) {
    if (!(pattern instanceof Constant literal) || literal.kind() != Kind.STRING) {
      return Optional.empty();
    }
    return Optional.of(new RegexTest(operand, Pattern.compile(literal.text())));
  }

  private Optional<Node> membership(CelExpr element, CelExpr list) {
    if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
      return Optional.empty();
    }
    List<Constant> members = new ArrayList<>();
    for (CelExpr member : list.list().elements()) {
      Optional<Node> node = node(member);
      if (node.isEmpty() || !(node.get() instanceof Constant constant)) {
        return Optional.empty();
      }
      members.add(constant);
    }
    return node(element).map(operand -> new Membership(operand, members));
  }
}
