package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** A node whose value is true or false, when it has one. */
abstract class BoolNode extends Node {

  @Override
  abstract int test(Event event, Value out);

  @Override
  final Kind eval(Event event, Value out) {
    int result = test(event, out);
    if (result < 0) {
      return Kind.MISSING;
    }
    out.bool = result == TRUE;
    return Kind.BOOL;
  }

  static int failedTest(Fault fault, Value out) {
    out.fault = fault;
    return FAILED;
  }

  static int truth(boolean value) {
    return value ? TRUE : FALSE;
  }
}
