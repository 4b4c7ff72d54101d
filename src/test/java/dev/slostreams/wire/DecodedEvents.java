package dev.slostreams.wire;

import dev.slostreams.sli.Event;
import java.util.ArrayList;
import java.util.List;

/** Decodes one record and writes down what came out: {@code timestampMs field=value …}. */
final class DecodedEvents implements EventSink {

  private final List<String> lines = new ArrayList<>();
  private final String[] paths;

  private DecodedEvents(String[] paths) {
    this.paths = paths;
  }

  static List<String> of(
      EventDecoder decoder, byte[] value, long recordTimestampMs, String... paths) {
    DecodedEvents decoded = new DecodedEvents(paths);
    decoder.decode(value, recordTimestampMs, decoded);
    return decoded.lines;
  }

  @Override
  public void event(Event event) {
    StringBuilder line = new StringBuilder().append(event.timestampMs());
    for (int slot = 0; slot < paths.length; slot++) {
      if (event.kind(slot) != Event.Kind.MISSING) {
        line.append(' ').append(paths[slot]).append('=').append(value(event, slot));
      }
    }
    lines.add(line.toString());
  }

  @Override
  public void malformed(MalformedReason reason, String detail) {
    lines.add(reason.code() + ": " + detail);
  }

  static Object value(Event event, int slot) {
    return switch (event.kind(slot)) {
      case MISSING, NULL -> null;
      case BOOL -> event.bool(slot);
      case INT -> event.integer(slot);
      case DOUBLE -> event.number(slot);
      case STRING -> event.text(slot);
      case OTHER -> event.other(slot);
    };
  }
}
