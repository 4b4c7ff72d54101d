package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/**
 * A compiled piece of an expression. Failing is a result and not an exception, so an event that
 * fails costs what any other costs.
 *
 * <p>Owned by one classifier; not thread-safe.
 */
abstract class Node {

  static final int FALSE = 0;
  static final int TRUE = 1;

  /** The operand failed; {@code &&} and {@code ||} may absorb it. */
  static final int FAILED = -1;

  /** The operand is no boolean; {@code &&} and {@code ||} fail on it at once. */
  static final int NO_BOOL = -2;

  /** Leaves the value in {@code out}; {@code MISSING} means it failed, with the fault in it. */
  abstract Kind eval(Event event, Value out);

  /** As a condition: TRUE, FALSE, or below 0 with the fault in {@code out}. */
  int test(Event event, Value out) {
    Kind kind = eval(event, out);
    if (kind == Kind.BOOL) {
      return out.bool ? TRUE : FALSE;
    }
    if (kind == Kind.MISSING) {
      return FAILED;
    }
    out.fault = Faults.notBool(kind, fieldPath());
    return NO_BOOL;
  }

  /** Path of the field it reads and nothing else, empty for any other node. */
  String fieldPath() {
    return "";
  }

  static Kind failed(Fault fault, Value out) {
    out.fault = fault;
    return Kind.MISSING;
  }
}
