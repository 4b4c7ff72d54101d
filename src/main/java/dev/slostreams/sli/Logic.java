package dev.slostreams.sli;

/**
 * {@code left && right} and {@code left || right} as CEL has them: a side that decides alone
 * absorbs a failure of the other.
 */
final class Logic extends BoolNode {

  private final int deciding;
  private final Node left;
  private final Node right;

  private Logic(int deciding, Node left, Node right) {
    this.deciding = deciding;
    this.left = left;
    this.right = right;
  }

  static Logic and(Node left, Node right) {
    return new Logic(FALSE, left, right);
  }

  static Logic or(Node left, Node right) {
    return new Logic(TRUE, left, right);
  }

  @Override
  int test(Event event, Value out) {
    int first = left.test(event, out);
    if (first == deciding) {
      return deciding;
    }
    if (first == NO_BOOL) {
      return FAILED;
    }
    if (first >= 0) {
      int second = right.test(event, out);
      return second == NO_BOOL ? FAILED : second;
    }
    Fault fault = out.fault;
    int second = right.test(event, out);
    if (second == deciding) {
      return deciding;
    }
    out.fault = fault;
    return FAILED;
  }
}
