package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** {@code condition ? whenTrue : whenFalse}; only the chosen side is evaluated. */
final class Conditional extends Node {

  private final Node condition;
  private final Node whenTrue;
  private final Node whenFalse;

  Conditional(Node condition, Node whenTrue, Node whenFalse) {
    this.condition = condition;
    this.whenTrue = whenTrue;
    this.whenFalse = whenFalse;
  }

  @Override
  Kind eval(Event event, Value out) {
    int result = condition.test(event, out);
    if (result < 0) {
      return Kind.MISSING;
    }
    return (result == TRUE ? whenTrue : whenFalse).eval(event, out);
  }
}
