package dev.slostreams.sli;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.slostreams.sli.Event.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * An expression that CEL's own runtime evaluates over a map of variables, for what {@link
 * ClosureCompiler} does not cover. It allocates on every event.
 */
final class CelNode extends Node {

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(CheckedExpression.OPTIONS).build();

  private final CelRuntime.Program program;
  private final Map<String, Node> values;
  private final Map<String, Integer> tested;

  private CelNode(
      CelRuntime.Program program, Map<String, Node> values, Map<String, Integer> tested) {
    this.program = program;
    this.values = values;
    this.tested = tested;
  }

  static CelNode of(CheckedExpression expression, ToIntFunction<String> slots) {
    Map<String, Node> values = new LinkedHashMap<>();
    for (String path : expression.paths().values()) {
      values.put(path, ClosureCompiler.field(expression, path, slots.applyAsInt(path)));
    }
    Map<String, Integer> tested = new LinkedHashMap<>();
    for (String path : expression.paths().tested().values()) {
      tested.put(PresenceTests.variable(path), slots.applyAsInt(path));
    }
    try {
      return new CelNode(RUNTIME.createProgram(expression.tree()), values, tested);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException(
          "no program for \"" + expression.text() + "\" (this is a bug in slo-streams)", e);
    }
  }

  @Override
  Kind eval(Event event, Value out) {
    Map<String, Object> variables = new HashMap<>();
    Fault missing = null;
    for (Map.Entry<String, Node> field : values.entrySet()) {
      Kind kind = field.getValue().eval(event, out);
      if (kind != Kind.MISSING) {
        variables.put(field.getKey(), object(kind, out));
      } else if (missing == null) {
        missing = out.fault;
      }
    }
    for (Map.Entry<String, Integer> field : tested.entrySet()) {
      variables.put(field.getKey(), event.kind(field.getValue()) != Kind.MISSING);
    }
    try {
      Kind kind = leave(program.eval(variables), out);
      return kind == Kind.MISSING && missing != null ? failed(missing, out) : kind;
    } catch (CelEvaluationException e) {
      String text = String.valueOf(e.getMessage()).replaceFirst("^evaluation error.*?: ", "");
      return failed(missing != null ? missing : new Fault(InvalidReason.EVALUATION, text), out);
    }
  }

  private static Object object(Kind kind, Value value) {
    return switch (kind) {
      case BOOL -> value.bool;
      case INT -> value.integer;
      case DOUBLE -> value.number;
      case STRING -> value.text;
      case OTHER -> withCelNulls(value.other);
      case NULL, MISSING -> NullValue.NULL_VALUE;
    };
  }

  private static Object withCelNulls(Object value) {
    if (value == null) {
      return NullValue.NULL_VALUE;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(withCelNulls(element)));
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, element) -> copy.put(key, withCelNulls(element)));
      return copy;
    }
    return value;
  }

  private static Kind leave(Object result, Value out) {
    if (result instanceof Boolean bool) {
      out.bool = bool;
      return Kind.BOOL;
    }
    if (result instanceof Long integer) {
      out.integer = integer;
      return Kind.INT;
    }
    if (result instanceof Double number) {
      out.number = number;
      return Kind.DOUBLE;
    }
    if (result instanceof Number unsigned) {
      return leaveUnsigned(unsigned.longValue(), out);
    }
    if (result instanceof String text) {
      out.text = text;
      return Kind.STRING;
    }
    if (result instanceof NullValue) {
      return Kind.NULL;
    }
    if (result instanceof Map<?, ?> || result instanceof List<?>) {
      out.other = result;
      return Kind.OTHER;
    }
    return failed(
        new Fault(InvalidReason.EVALUATION, "the result is neither a number nor a text nor a bool"),
        out);
  }

  /** An uint above the largest int reads as a negative one. */
  private static Kind leaveUnsigned(long unsigned, Value out) {
    if (unsigned < 0) {
      return failed(Faults.OVERFLOW, out);
    }
    out.integer = unsigned;
    return Kind.INT;
  }
}
