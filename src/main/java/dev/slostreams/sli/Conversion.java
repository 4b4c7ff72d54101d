package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** {@code int(operand)}, {@code double(operand)} and {@code string(operand)}. */
final class Conversion extends Node {

  private static final double TWO_TO_63 = 0x1p63;
  private static final Fault NO_INT =
      new Fault(InvalidReason.EVALUATION, "'int' cannot read the text as a whole number");
  private static final Fault NO_DOUBLE =
      new Fault(InvalidReason.EVALUATION, "'double' cannot read the text as a number");

  private final Kind target;
  private final Node operand;

  /**
   * @param target INT, DOUBLE or STRING
   */
  Conversion(Kind target, Node operand) {
    this.target = target;
    this.operand = operand;
  }

  @Override
  Kind eval(Event event, Value out) {
    Kind kind = operand.eval(event, out);
    if (kind == Kind.MISSING || kind == target) {
      return kind;
    }
    return switch (target) {
      case INT -> toInt(kind, out);
      case DOUBLE -> toDouble(kind, out);
      default -> toText(kind, out);
    };
  }

  private Kind toInt(Kind kind, Value out) {
    if (kind == Kind.DOUBLE) {
      if (!(out.number > -TWO_TO_63 && out.number < TWO_TO_63)) {
        return failed(Faults.OVERFLOW, out);
      }
      out.integer = (long) out.number;
      return target;
    }
    if (kind != Kind.STRING) {
      return failed(Faults.operand("int", kind, operand), out);
    }
    if (!WholeText.read(out.text, out)) {
      return failed(NO_INT, out);
    }
    return target;
  }

  private Kind toDouble(Kind kind, Value out) {
    if (kind == Kind.INT) {
      out.number = out.integer;
      return target;
    }
    if (kind != Kind.STRING) {
      return failed(Faults.operand("double", kind, operand), out);
    }
    if (!mayBeNumber(out.text)) {
      return failed(NO_DOUBLE, out);
    }
    try {
      out.number = Double.parseDouble(out.text);
      return target;
    } catch (NumberFormatException notNumber) {
      return failed(NO_DOUBLE, out);
    }
  }

  /** Turns away what is plainly no number, so that common gaps such as "-" cost no exception. */
  private static boolean mayBeNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' || c == 'N' || c == 'I') {
        return true;
      }
    }
    return false;
  }

  private Kind toText(Kind kind, Value out) {
    switch (kind) {
      case INT -> out.text = Long.toString(out.integer);
      case DOUBLE -> out.text = Double.toString(out.number);
      case BOOL -> out.text = Boolean.toString(out.bool);
      default -> {
        return failed(Faults.operand("string", kind, operand), out);
      }
    }
    return target;
  }
}
