package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import dev.slostreams.slo.Op;

/** {@code left < right} and its three siblings; numbers by value, texts by code unit. */
final class Relation extends BoolNode {

  private final Op op;
  private final Node left;
  private final Node right;

  Relation(Op op, Node left, Node right) {
    this.op = op;
    this.left = left;
    this.right = right;
  }

  @Override
  int test(Event event, Value out) {
    Kind leftKind = left.eval(event, out);
    if (leftKind == Kind.MISSING) {
      return FAILED;
    }
    boolean leftBool = out.bool;
    long leftInteger = out.integer;
    double leftNumber = out.number;
    String leftText = out.text;
    Kind rightKind = right.eval(event, out);
    if (rightKind == Kind.MISSING) {
      return FAILED;
    }
    if (leftKind == Kind.INT && rightKind == Kind.INT) {
      return truth(op.holds(Long.compare(leftInteger, out.integer)));
    }
    if (leftKind == Kind.DOUBLE && rightKind == Kind.DOUBLE) {
      return truth(holds(leftNumber, out.number));
    }
    if (leftKind == Kind.INT && rightKind == Kind.DOUBLE) {
      return truth(!Double.isNaN(out.number) && op.holds(Numbers.compare(leftInteger, out.number)));
    }
    if (leftKind == Kind.DOUBLE && rightKind == Kind.INT) {
      return truth(
          !Double.isNaN(leftNumber) && op.holds(-Numbers.compare(out.integer, leftNumber)));
    }
    if (leftKind == Kind.STRING && rightKind == Kind.STRING) {
      return truth(op.holds(leftText.compareTo(out.text)));
    }
    if (leftKind == Kind.BOOL && rightKind == Kind.BOOL) {
      return truth(op.holds(Boolean.compare(leftBool, out.bool)));
    }
    return failedTest(Faults.operands(symbol(), leftKind, rightKind, left, right), out);
  }

  /** As IEEE 754 has it: −0 equals 0, and nothing holds for NaN. */
  private boolean holds(double leftNumber, double rightNumber) {
    return switch (op) {
      case LT -> leftNumber < rightNumber;
      case LTE -> leftNumber <= rightNumber;
      case GT -> leftNumber > rightNumber;
      case GTE -> leftNumber >= rightNumber;
    };
  }

  private String symbol() {
    return switch (op) {
      case LT -> "<";
      case LTE -> "<=";
      case GT -> ">";
      case GTE -> ">=";
    };
  }
}
