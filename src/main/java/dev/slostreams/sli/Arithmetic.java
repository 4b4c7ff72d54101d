package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code + - * / %} of two whole numbers (overflow is a fault) or two doubles, and {@code +} of two
 * texts or two lists; never of a whole number and a double.
 */
final class Arithmetic extends Node {

  private final char operator;
  private final Node left;
  private final Node right;

  Arithmetic(char operator, Node left, Node right) {
    this.operator = operator;
    this.left = left;
    this.right = right;
  }

  @Override
  Kind eval(Event event, Value out) {
    Kind leftKind = left.eval(event, out);
    if (leftKind == Kind.MISSING) {
      return leftKind;
    }
    long integer = out.integer;
    double number = out.number;
    String text = out.text;
    Object other = out.other;
    Kind rightKind = right.eval(event, out);
    if (rightKind == Kind.MISSING) {
      return rightKind;
    }
    if (leftKind == Kind.INT && rightKind == Kind.INT) {
      return whole(integer, out.integer, out);
    }
    if (leftKind == Kind.DOUBLE && rightKind == Kind.DOUBLE && operator != '%') {
      out.number = real(number, out.number);
      return Kind.DOUBLE;
    }
    if (leftKind == Kind.STRING && rightKind == Kind.STRING && operator == '+') {
      out.text = text.concat(out.text);
      return Kind.STRING;
    }
    if (operator == '+'
        && leftKind == Kind.OTHER
        && rightKind == Kind.OTHER
        && other instanceof List<?> first
        && out.other instanceof List<?> second) {
      List<Object> both = new ArrayList<>(first);
      both.addAll(second);
      out.other = both;
      return Kind.OTHER;
    }
    String symbol = String.valueOf(operator);
    return failed(Faults.operands(symbol, leftKind, rightKind, left, right), out);
  }

  private Kind whole(long a, long b, Value out) {
    long result;
    boolean overflow;
    switch (operator) {
      case '+' -> {
        result = a + b;
        overflow = ((a ^ result) & (b ^ result)) < 0;
      }
      case '-' -> {
        result = a - b;
        overflow = ((a ^ b) & (a ^ result)) < 0;
      }
      case '*' -> {
        result = a * b;
        overflow = Math.multiplyHigh(a, b) != result >> 63;
      }
      default -> {
        if (b == 0) {
          return failed(Faults.DIVISION_BY_ZERO, out);
        }
        result = operator == '/' ? a / b : a % b;
        overflow = operator == '/' && a == Long.MIN_VALUE && b == -1;
      }
    }
    if (overflow) {
      return failed(Faults.OVERFLOW, out);
    }
    out.integer = result;
    return Kind.INT;
  }

  private double real(double a, double b) {
    return switch (operator) {
      case '+' -> a + b;
      case '-' -> a - b;
      case '*' -> a * b;
      default -> a / b;
    };
  }
}
