package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import java.util.List;
import java.util.Map;

/** {@code size(operand)}: code points of a text, entries of a list or object. */
final class Size extends Node {

  private final Node operand;

  Size(Node operand) {
    this.operand = operand;
  }

  @Override
  Kind eval(Event event, Value out) {
    Kind kind = operand.eval(event, out);
    if (kind == Kind.MISSING) {
      return kind;
    }
    if (kind == Kind.STRING) {
      out.integer = out.text.codePointCount(0, out.text.length());
    } else if (kind == Kind.OTHER && out.other instanceof List<?> list) {
      out.integer = list.size();
    } else if (kind == Kind.OTHER && out.other instanceof Map<?, ?> map) {
      out.integer = map.size();
    } else {
      return failed(Faults.operand("size", kind, operand), out);
    }
    return Kind.INT;
  }
}
