package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import dev.slostreams.slo.FieldType;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads a field of a declared type: {@code 12} is 12.0 for a double, {@code 200.0} is 200 for an
 * int, and a value of any other type is a fault.
 */
final class DeclaredFieldNode extends Node {

  private static final double TWO_TO_63 = 0x1p63;

  private final FieldNode field;
  private final FieldType type;
  private final Map<Kind, Fault> wrongTypes = new EnumMap<>(Kind.class);

  DeclaredFieldNode(FieldNode field, FieldType type) {
    this.field = field;
    this.type = type;
    for (Kind kind : Kind.values()) {
      String text =
          "field '%s' must be %s as declared, but is %s"
              .formatted(field.fieldPath(), type.symbol(), Faults.name(kind));
      wrongTypes.put(kind, new Fault(InvalidReason.WRONG_TYPE, text));
    }
  }

  @Override
  Kind eval(Event event, Value out) {
    Kind kind = field.eval(event, out);
    if (kind == Kind.MISSING) {
      return kind;
    }
    return switch (type) {
      case STRING -> kind == Kind.STRING ? kind : failed(wrongTypes.get(kind), out);
      case BOOL -> kind == Kind.BOOL ? kind : failed(wrongTypes.get(kind), out);
      case INT -> kind == Kind.INT ? kind : whole(kind, out);
      case DOUBLE -> kind == Kind.DOUBLE ? kind : widened(kind, out);
    };
  }

  private Kind whole(Kind kind, Value out) {
    double number = out.number;
    if (kind != Kind.DOUBLE
        || number != Math.rint(number)
        || number < -TWO_TO_63
        || number >= TWO_TO_63) {
      return failed(wrongTypes.get(kind), out);
    }
    out.integer = (long) number;
    return Kind.INT;
  }

  private Kind widened(Kind kind, Value out) {
    if (kind != Kind.INT) {
      return failed(wrongTypes.get(kind), out);
    }
    out.number = out.integer;
    return Kind.DOUBLE;
  }

  @Override
  String fieldPath() {
    return field.fieldPath();
  }
}
