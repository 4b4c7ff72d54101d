package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** {@code has(a.b)}: the event has the field, be it null; false when it has no {@code a} either. */
final class Presence extends BoolNode {

  private final int slot;

  Presence(int slot) {
    this.slot = slot;
  }

  @Override
  int test(Event event, Value out) {
    return truth(event.kind(slot) != Kind.MISSING);
  }
}
