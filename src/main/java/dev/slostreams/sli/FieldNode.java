package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;

/** Reads a field whose type nobody declared. */
final class FieldNode extends Node {

  private final int slot;
  private final String path;
  private final Fault missing;

  FieldNode(int slot, String path) {
    this.slot = slot;
    this.path = path;
    this.missing = Faults.missing(path);
  }

  int slot() {
    return slot;
  }

  @Override
  Kind eval(Event event, Value out) {
    Kind kind = event.kind(slot);
    switch (kind) {
      case INT -> out.integer = event.integer(slot);
      case STRING -> out.text = event.text(slot);
      case DOUBLE -> out.number = event.number(slot);
      case BOOL -> out.bool = event.bool(slot);
      case OTHER -> out.other = event.other(slot);
      case MISSING -> out.fault = missing;
      case NULL -> {}
    }
    return kind;
  }

  @Override
  String fieldPath() {
    return path;
  }
}
