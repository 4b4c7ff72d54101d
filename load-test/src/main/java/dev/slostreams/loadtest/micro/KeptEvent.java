package dev.slostreams.loadtest.micro;

import dev.slostreams.sli.Event;

/** A copy of an event, which a decoder would use again for the next one. */
record KeptEvent(long timestampMs, Kind[] kinds, long[] integers, double[] numbers, String[] texts)
    implements Event {

  /** Copies one whose fields are numbers and texts. */
  static KeptEvent of(Event event, int fields) {
    KeptEvent kept =
        new KeptEvent(
            event.timestampMs(),
            new Kind[fields],
            new long[fields],
            new double[fields],
            new String[fields]);
    for (int slot = 0; slot < fields; slot++) {
      Kind kind = event.kind(slot);
      kept.kinds[slot] = kind;
      switch (kind) {
        case INT -> kept.integers[slot] = event.integer(slot);
        case DOUBLE -> kept.numbers[slot] = event.number(slot);
        case STRING -> kept.texts[slot] = event.text(slot);
        default -> throw new IllegalStateException("a field of a request is " + kind);
      }
    }
    return kept;
  }

  /** What a field holds, as CEL takes it. */
  Object value(int slot) {
    return switch (kinds[slot]) {
      case INT -> integers[slot];
      case DOUBLE -> numbers[slot];
      default -> texts[slot];
    };
  }

  @Override
  public Kind kind(int slot) {
    return kinds[slot];
  }

  @Override
  public boolean bool(int slot) {
    return false;
  }

  @Override
  public long integer(int slot) {
    return integers[slot];
  }

  @Override
  public double number(int slot) {
    return numbers[slot];
  }

  @Override
  public String text(int slot) {
    return texts[slot];
  }

  @Override
  public Object other(int slot) {
    return null;
  }
}
