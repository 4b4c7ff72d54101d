package dev.slostreams.wire;

import dev.slostreams.sli.EventFields;
import dev.slostreams.slo.Source;
import dev.slostreams.wire.FieldTree.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one event from a JSON object: the wanted fields in one pass over the bytes, everything else
 * only stepped over.
 *
 * <p>What is not one complete JSON object is malformed, wherever the flaw is; that texts are UTF-8
 * is checked for the wanted ones. Of a repeated name the last stands. Nothing is allocated for
 * numbers, and for texts only when they have not been met lately.
 */
final class JsonEventDecoder implements EventDecoder {

  private final FieldTree wanted = new FieldTree();
  private final boolean ownTimestamp;
  private final JsonTimestamp timestamp;
  private final TextCache[] texts;
  private final EventFields event = new EventFields();
  private final JsonScanner scanner = new JsonScanner();
  private final JsonNumber number = new JsonNumber();
  private final JsonNumber skipped = new JsonNumber();
  private byte[] bytes = {};
  private long eventNumber;

  /** Why the value is malformed; meaningful only after a step failed. */
  private MalformedReason reason = MalformedReason.NOT_JSON;

  private JsonEventDecoder(Source.Timestamp timestamp, int slots) {
    this.ownTimestamp = !timestamp.field().isEmpty();
    this.timestamp = new JsonTimestamp(timestamp);
    this.texts = new TextCache[slots];
    Arrays.setAll(texts, slot -> new TextCache());
  }

  /** Reads the fields at these paths; a dot may be nesting or part of a name. */
  static JsonEventDecoder of(Source.Timestamp timestamp, List<String> paths) {
    return ofNames(
        timestamp, names(timestamp.field()), paths.stream().map(JsonEventDecoder::names).toList());
  }

  static JsonEventDecoder ofNames(
      Source.Timestamp timestamp, List<String> timestampNames, List<List<String>> fields) {
    JsonEventDecoder decoder = new JsonEventDecoder(timestamp, fields.size());
    for (int slot = 0; slot < fields.size(); slot++) {
      decoder.wanted.addField(fields.get(slot), slot);
    }
    if (decoder.ownTimestamp) {
      decoder.wanted.addTimestamp(timestampNames);
    }
    return decoder;
  }

  static List<String> names(String path) {
    return List.of(path.split("\\.", -1));
  }

  @Override
  public void decode(byte[] value, long recordTimestampMs, EventSink sink) {
    if (value == null || value.length == 0) {
      sink.malformed(MalformedReason.EMPTY, "the record has no value");
      return;
    }
    start(value);
    int at = scanner.space(hasByteOrderMark() ? 3 : 0);
    if (scanner.byteAt(at) != '{') {
      reportNoObject(at, sink);
      return;
    }
    at = object(at + 1, wanted, 1);
    if (at >= 0) {
      at = scanner.space(at);
      at = at < bytes.length ? scanner.fail("nothing may follow the object", at) : at;
    }
    if (at < 0) {
      sink.malformed(reason, scanner.problem());
      return;
    }
    long millis =
        ownTimestamp ? timestamp.millisOrReport(sink) : recordTime(recordTimestampMs, sink);
    if (millis != EventTime.NONE) {
      event.setTimestampMs(millis);
      sink.event(event);
    }
  }

  private void start(byte[] value) {
    bytes = value;
    scanner.reset(value, value.length);
    event.clear(texts.length);
    timestamp.clear();
    reason = MalformedReason.NOT_JSON;
    eventNumber++;
  }

  private boolean hasByteOrderMark() {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private void reportNoObject(int at, EventSink sink) {
    if (at == bytes.length) {
      sink.malformed(MalformedReason.EMPTY, "the record's value is blank");
      return;
    }
    int end = scanner.value(at, 0, skipped);
    if (end >= 0 && scanner.space(end) == bytes.length) {
      sink.malformed(MalformedReason.NOT_AN_OBJECT, "byte " + at + ": must be an object");
    } else {
      sink.malformed(MalformedReason.NOT_JSON, "byte " + at + ": must be '{'");
    }
  }

  private static long recordTime(long recordTimestampMs, EventSink sink) {
    if (EventTime.isCredible(recordTimestampMs)) {
      return recordTimestampMs;
    }
    sink.malformed(
        MalformedReason.TIMESTAMP_OUT_OF_RANGE,
        EventTime.outOfRange("record timestamp", recordTimestampMs, recordTimestampMs + " ms"));
    return EventTime.NONE;
  }

  private int object(int from, FieldTree level, int depth) {
    if (scanner.tooDeep(depth, from)) {
      return JsonScanner.FAILED;
    }
    int at = scanner.space(from);
    if (scanner.byteAt(at) == '}') {
      return at + 1;
    }
    while (true) {
      if (scanner.byteAt(at) != '"') {
        return scanner.fail("must be a name in quotes", at);
      }
      int name = at + 1;
      at = scanner.string(name);
      if (at < 0) {
        return at;
      }
      Key key = key(level, name, at - 1);
      at = scanner.expect(':', at);
      if (at < 0) {
        return at;
      }
      at = key == null ? scanner.value(at, depth, skipped) : wantedValue(at, key, depth);
      if (at < 0) {
        return at;
      }
      at = scanner.space(at);
      byte next = scanner.byteAt(at);
      if (next == '}') {
        return at + 1;
      }
      if (next != ',') {
        return scanner.fail("must be ',' or '}'", at);
      }
      at = scanner.space(at + 1);
    }
  }

  private Key key(FieldTree level, int from, int to) {
    if (!scanner.escaped()) {
      return level.find(bytes, from, to);
    }
    String name = TextCache.decode(bytes, from, to, scanner.ascii());
    return name == null ? null : level.find(JsonText.unescaped(name));
  }

  private int wantedValue(int at, Key key, int depth) {
    if (key.seen == eventNumber) {
      forget(key);
    }
    key.seen = eventNumber;
    return switch (scanner.byteAt(at)) {
      case '"' -> text(at, key);
      case '{' -> nested(at, key, depth);
      case '[' -> other(at, scanner.value(at, depth, skipped), key);
      case 't' -> bool(at, "true", key);
      case 'f' -> bool(at, "false", key);
      case 'n' -> nothing(at, key);
      default -> number(at, key);
    };
  }

  /** A repeated name: what was read under it before does not count. */
  private void forget(Key key) {
    if (key.slot >= 0) {
      event.setMissing(key.slot);
    }
    if (key.timestamp) {
      timestamp.clear();
    }
    for (Key below : key.below().keys()) {
      if (below.seen == eventNumber) {
        below.seen = 0;
        forget(below);
      }
    }
  }

  private int text(int at, Key key) {
    int from = at + 1;
    int next = scanner.string(from);
    if (next < 0) {
      return next;
    }
    int to = next - 1;
    if (scanner.escaped()) {
      return escapedText(from, to, key) ? next : JsonScanner.FAILED;
    }
    if (key.timestamp) {
      timestamp.text(bytes, from, to);
    }
    if (key.slot >= 0) {
      String text = texts[key.slot].text(bytes, from, to, scanner.ascii());
      if (text == null) {
        return notUtf8(from);
      }
      event.setText(key.slot, text);
    }
    return next;
  }

  private boolean escapedText(int from, int to, Key key) {
    String written = TextCache.decode(bytes, from, to, scanner.ascii());
    if (written == null) {
      notUtf8(from);
      return false;
    }
    String text = JsonText.unescaped(written);
    if (key.timestamp) {
      byte[] plain = text.getBytes(StandardCharsets.UTF_8);
      timestamp.text(plain, 0, plain.length);
    }
    if (key.slot >= 0) {
      event.setText(key.slot, text);
    }
    return true;
  }

  private int notUtf8(int at) {
    reason = MalformedReason.NOT_UTF8;
    return scanner.fail("the text must be UTF-8", at);
  }

  private int nested(int at, Key key, int depth) {
    int next =
        key.hasBelow() ? object(at + 1, key.below(), depth + 1) : scanner.value(at, depth, skipped);
    return other(at, next, key);
  }

  /** Keeps an object or array that ends before {@code next}. */
  private int other(int at, int next, Key key) {
    if (next < 0) {
      return next;
    }
    if (key.timestamp) {
      timestamp.other(bytes, at, next);
    }
    if (key.slot >= 0) {
      try {
        event.setOther(key.slot, JsonTree.read(bytes, at, next));
      } catch (IOException e) {
        return scanner.fail(String.valueOf(e.getMessage()).replaceAll("\\R.*", ""), at);
      }
    }
    return next;
  }

  private int bool(int at, String literal, Key key) {
    int next = scanner.literal(at, literal);
    if (next >= 0) {
      if (key.timestamp) {
        timestamp.other(bytes, at, next);
      }
      if (key.slot >= 0) {
        event.setBool(key.slot, literal.equals("true"));
      }
    }
    return next;
  }

  private int nothing(int at, Key key) {
    int next = scanner.literal(at, "null");
    if (next >= 0) {
      if (key.timestamp) {
        timestamp.other(bytes, at, next);
      }
      if (key.slot >= 0) {
        event.setNull(key.slot);
      }
    }
    return next;
  }

  private int number(int at, Key key) {
    int next = scanner.number(at, number);
    if (next < 0) {
      return next;
    }
    if (key.timestamp) {
      timestamp.number(number, bytes, at, next);
    }
    if (key.slot >= 0) {
      if (number.isLong()) {
        event.setInteger(key.slot, number.toLong());
      } else {
        double value = number.toDouble();
        if (Double.isInfinite(value)) {
          reason = MalformedReason.NUMBER_OUT_OF_RANGE;
          return scanner.fail("the number must fit a double", at);
        }
        event.setNumber(key.slot, value);
      }
    }
    return next;
  }
}
