package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** A literal. */
final class Constant extends Node {

  static final Constant NULL = new Constant(Kind.NULL, false, 0, 0, "");

  private final Kind kind;
  private final boolean bool;
  private final long integer;
  private final double number;
  private final String text;

  private Constant(Kind kind, boolean bool, long integer, double number, String text) {
    this.kind = kind;
    this.bool = bool;
    this.integer = integer;
    this.number = number;
    this.text = text;
  }

  static Constant of(boolean value) {
    return new Constant(Kind.BOOL, value, 0, 0, "");
  }

  static Constant of(long value) {
    return new Constant(Kind.INT, false, value, 0, "");
  }

  static Constant of(double value) {
    return new Constant(Kind.DOUBLE, false, 0, value, "");
  }

  static Constant of(String value) {
    return new Constant(Kind.STRING, false, 0, 0, value);
  }

  Kind kind() {
    return kind;
  }

  boolean bool() {
    return bool;
  }

  long integer() {
    return integer;
  }

  double number() {
    return number;
  }

  String text() {
    return text;
  }

  @Override
  int test(Event event, Value out) {
    return kind == Kind.BOOL ? (bool ? TRUE : FALSE) : super.test(event, out);
  }

  @Override
  Kind eval(Event event, Value out) {
    switch (kind) {
      case INT -> out.integer = integer;
      case STRING -> out.text = text;
      case DOUBLE -> out.number = number;
      case BOOL -> out.bool = bool;
      default -> {
        // null is its kind and nothing more
      }
    }
    return kind;
  }
}
