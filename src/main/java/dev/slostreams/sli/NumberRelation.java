package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** {@code field < number} and its three siblings with a literal number, as one interval. */
final class NumberRelation extends BoolNode {

  private final int slot;
  private final Limit limit;
  private final Relation otherwise;

  /**
   * @param otherwise the same relation, asked when the field is no number
   */
  NumberRelation(FieldNode field, Limit limit, Relation otherwise) {
    this.slot = field.slot();
    this.limit = limit;
    this.otherwise = otherwise;
  }

  @Override
  int test(Event event, Value out) {
    Kind kind = event.kind(slot);
    if (kind == Kind.INT) {
      return truth(limit.holds(event.integer(slot)));
    }
    if (kind == Kind.DOUBLE) {
      return truth(limit.holds(event.number(slot)));
    }
    return otherwise.test(event, out);
  }
}
