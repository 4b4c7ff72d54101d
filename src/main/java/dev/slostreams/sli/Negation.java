package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** {@code -operand} of a number. */
final class Negation extends Node {

  private final Node operand;

  Negation(Node operand) {
    this.operand = operand;
  }

  @Override
  Kind eval(Event event, Value out) {
    Kind kind = operand.eval(event, out);
    return switch (kind) {
      case MISSING -> kind;
      case DOUBLE -> {
        out.number = -out.number;
        yield kind;
      }
      case INT -> {
        if (out.integer == Long.MIN_VALUE) {
          yield failed(Faults.OVERFLOW, out);
        }
        out.integer = -out.integer;
        yield kind;
      }
      default -> failed(Faults.operand("-", kind, operand), out);
    };
  }
}
