package dev.slostreams.wire;

import dev.slostreams.sli.EventFields;
import dev.slostreams.wire.FieldTree.Key;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads the spans of an OTLP protobuf trace message ({@code ExportTraceServiceRequest}, which has
 * the bytes of {@code TracesData}), one event each. Spans before a flaw in the message still count.
 *
 * <pre>
 * message        = 1: resource spans …
 * resource spans = 1: resource (1: attribute …), 2: scope spans (2: span …) …
 * span           = 1: trace id, 2: span id, 4: parent span id, 5: name, 6: kind, 7: start, 8: end,
 *                  9: attribute …, 15: status (3: code)
 * attribute      = 1: key, 2: value
 * </pre>
 */
final class OtlpProtoDecoder implements EventDecoder {

  private final SpanFields fields;
  private final TextCache names = new TextCache();
  private final TextCache[] texts;
  private final ProtoReader reader = new ProtoReader();
  private final ProtoValue values = new ProtoValue(reader);
  private byte[] bytes = {};

  OtlpProtoDecoder(List<String> paths) {
    this.fields = new SpanFields(paths);
    this.texts = new TextCache[paths.size()];
    Arrays.setAll(texts, slot -> new TextCache());
  }

  @Override
  public void decode(byte[] value, long recordTimestampMs, EventSink sink) {
    if (value == null || value.length == 0) {
      sink.malformed(MalformedReason.EMPTY, "the record has no value");
      return;
    }
    bytes = value;
    reader.reset(value);
    values.reset(value);
    while (reader.next()) {
      if (reader.field() == 1) {
        resourceSpans(sink);
      }
    }
    if (reader.failed()) {
      sink.malformed(
          MalformedReason.NOT_OTLP, "must be a protobuf ExportTraceServiceRequest, but is broken");
    }
  }

  /** Twice over it, as nothing says that the resource comes before its spans. */
  private void resourceSpans(EventSink sink) {
    fields.startResource();
    int first = reader.from();
    int outer = reader.enter();
    while (reader.next()) {
      if (reader.field() == 1) {
        resource();
      }
    }
    reader.rewind(first);
    while (reader.next()) {
      if (reader.field() == 2) {
        scopeSpans(sink);
      }
    }
    reader.leave(outer);
  }

  private void resource() {
    int outer = reader.enter();
    while (reader.next()) {
      if (reader.field() == 1) {
        attribute(fields.resource());
      }
    }
    reader.leave(outer);
  }

  private void scopeSpans(EventSink sink) {
    int outer = reader.enter();
    while (reader.next()) {
      if (reader.field() == 2) {
        span(sink);
      }
    }
    reader.leave(outer);
  }

  private void span(EventSink sink) {
    fields.startSpan();
    fields.text(SpanField.KIND, SpanField.kind(0));
    fields.text(SpanField.STATUS_CODE, SpanField.statusCode(0));
    fields.text(SpanField.NAME, "");
    fields.text(SpanField.PARENT_SPAN_ID, "");
    long start = 0;
    long end = 0;
    int outer = reader.enter();
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> id(SpanField.TRACE_ID);
        case 2 -> id(SpanField.SPAN_ID);
        case 4 -> id(SpanField.PARENT_SPAN_ID);
        case 5 -> name();
        case 6 -> fields.text(SpanField.KIND, SpanField.kind(reader.number()));
        case 7 -> start = reader.number();
        case 8 -> end = reader.number();
        case 9 -> attribute(fields.span());
        case 15 -> status();
        default -> {
          // links, events and what later versions may add
        }
      }
    }
    reader.leave(outer);
    if (!reader.failed()) {
      fields.finish(start, end, sink);
    }
  }

  private void id(SpanField field) {
    if (fields.wants(field)) {
      fields.text(field, HexFormat.of().formatHex(bytes, reader.from(), reader.to()));
    }
  }

  private void name() {
    if (fields.wants(SpanField.NAME)) {
      String name = names.text(bytes, reader.from(), reader.to(), false);
      fields.text(SpanField.NAME, name == null ? "" : name);
    }
  }

  private void status() {
    int outer = reader.enter();
    while (reader.next()) {
      if (reader.field() == 3) {
        fields.text(SpanField.STATUS_CODE, SpanField.statusCode(reader.number()));
      }
    }
    reader.leave(outer);
  }

  private void attribute(EventFields into) {
    Key key = null;
    int outer = reader.enter();
    while (reader.next()) {
      if (reader.field() == 1) {
        key = fields.attributes().find(bytes, reader.from(), reader.to());
      } else if (reader.field() == 2 && key != null) {
        value(key, into);
      }
    }
    reader.leave(outer);
  }

  private void value(Key key, EventFields into) {
    int outer = reader.enter();
    while (reader.next()) {
      if (reader.field() == ProtoValue.STRING && key.slot >= 0) {
        String text = texts[key.slot].text(bytes, reader.from(), reader.to(), false);
        if (text != null) {
          into.setText(key.slot, text);
        }
      } else if (reader.field() == ProtoValue.INT && key.slot >= 0) {
        into.setInteger(key.slot, reader.number());
      } else {
        fields.attribute(into, key, values.current());
      }
    }
    reader.leave(outer);
  }
}
