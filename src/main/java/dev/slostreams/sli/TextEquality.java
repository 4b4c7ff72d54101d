package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/**
 * {@code field == 'literal'} and {@code !=}: what most conditions are, without copying the text.
 */
final class TextEquality extends BoolNode {

  private final boolean wanted;
  private final FieldNode field;
  private final int slot;
  private final String literal;

  TextEquality(boolean wanted, FieldNode field, String literal) {
    this.wanted = wanted;
    this.field = field;
    this.slot = field.slot();
    this.literal = literal;
  }

  @Override
  int test(Event event, Value out) {
    Kind kind = event.kind(slot);
    if (kind == Kind.STRING) {
      return truth(literal.equals(event.text(slot)) == wanted);
    }
    return kind == Kind.MISSING ? failedMissing(event, out) : truth(!wanted);
  }

  private int failedMissing(Event event, Value out) {
    field.eval(event, out);
    return FAILED;
  }
}
