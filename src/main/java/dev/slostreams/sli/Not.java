package dev.slostreams.sli;

/** {@code !operand}. */
final class Not extends BoolNode {

  private final Node operand;

  Not(Node operand) {
    this.operand = operand;
  }

  @Override
  int test(Event event, Value out) {
    int result = operand.test(event, out);
    return result < 0 ? FAILED : 1 - result;
  }
}
