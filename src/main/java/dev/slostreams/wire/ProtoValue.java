package dev.slostreams.wire;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads OTLP's {@code AnyValue} as objects; bytes become Base64 text, as in OTLP/JSON. */
final class ProtoValue {

  static final int STRING = 1;
  static final int INT = 3;

  private static final int BOOL = 2;
  private static final int DOUBLE = 4;
  private static final int ARRAY = 5;
  private static final int OBJECT = 6;
  private static final int DEEPEST = 100;

  private final ProtoReader reader;
  private byte[] bytes = {};
  private int depth;

  ProtoValue(ProtoReader reader) {
    this.reader = reader;
  }

  void reset(byte[] newBytes) {
    bytes = newBytes;
    depth = 0;
  }

  /** The value of the reader's current field; null for a double that is not finite. */
  Object current() {
    return switch (reader.field()) {
      case STRING -> TextCache.decode(bytes, reader.from(), reader.to(), false);
      case BOOL -> reader.number() != 0;
      case INT -> reader.number();
      case DOUBLE -> finite(Double.longBitsToDouble(reader.number()));
      case ARRAY -> depth >= DEEPEST ? null : array();
      case OBJECT -> depth >= DEEPEST ? null : object();
      default ->
          Base64.getEncoder()
              .encodeToString(java.util.Arrays.copyOfRange(bytes, reader.from(), reader.to()));
    };
  }

  private static Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  private List<Object> array() {
    List<Object> values = new ArrayList<>();
    depth++;
    int outer = reader.enter();
    while (reader.next()) {
      values.add(wrapped());
    }
    reader.leave(outer);
    depth--;
    return values;
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    depth++;
    int outer = reader.enter();
    while (reader.next()) {
      member(members);
    }
    reader.leave(outer);
    depth--;
    return members;
  }

  private void member(Map<String, Object> members) {
    String key = "";
    Object value = null;
    int outer = reader.enter();
    while (reader.next()) {
      if (reader.field() == 1) {
        key = String.valueOf(TextCache.decode(bytes, reader.from(), reader.to(), false));
      } else if (reader.field() == 2) {
        value = wrapped();
      }
    }
    reader.leave(outer);
    members.put(key, value);
  }

  private Object wrapped() {
    Object value = null;
    int outer = reader.enter();
    while (reader.next()) {
      value = current();
    }
    reader.leave(outer);
    return value;
  }
}
