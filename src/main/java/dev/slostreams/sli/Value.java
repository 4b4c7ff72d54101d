package dev.slostreams.sli;

/** Where a {@link Node} leaves its result: the member that belongs to the kind it returned. */
final class Value {

  boolean bool;
  long integer;
  double number;
  String text;
  Object other;

  /** Meaningful only after a failure. */
  Fault fault;
}
