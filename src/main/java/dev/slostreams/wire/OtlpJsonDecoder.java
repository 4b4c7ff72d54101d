package dev.slostreams.wire;

import dev.slostreams.sli.EventFields;
import dev.slostreams.wire.FieldTree.Key;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the spans of an OTLP/JSON trace message ({@code ExportTraceServiceRequest}), one event
 * each.
 *
 * <p>64-bit numbers may be JSON numbers or texts, ids of either case, enums numbers or names.
 */
final class OtlpJsonDecoder implements EventDecoder {

  private final SpanFields fields;

  OtlpJsonDecoder(List<String> paths) {
    this.fields = new SpanFields(paths);
  }

  @Override
  public void decode(byte[] value, long recordTimestampMs, EventSink sink) {
    if (value == null || value.length == 0) {
      sink.malformed(MalformedReason.EMPTY, "the record has no value");
      return;
    }
    try {
      if (!(JsonTree.readWhole(value) instanceof Map<?, ?> message)
          || !(message.get("resourceSpans") instanceof List<?> all)) {
        sink.malformed(MalformedReason.NOT_OTLP, "must be an object with a list 'resourceSpans'");
        return;
      }
      for (Object resourceSpans : all) {
        resourceSpans(object(resourceSpans), sink);
      }
    } catch (IOException e) {
      String problem = String.valueOf(e.getMessage()).replaceAll("\\R[\\s\\S]*", "");
      sink.malformed(MalformedReason.NOT_JSON, problem);
    }
  }

  private void resourceSpans(Map<?, ?> resourceSpans, EventSink sink) {
    fields.startResource();
    attributes(object(resourceSpans.get("resource")), fields.resource());
    for (Object scopeSpans : list(resourceSpans.get("scopeSpans"))) {
      for (Object span : list(object(scopeSpans).get("spans"))) {
        span(object(span), sink);
      }
    }
  }

  private void span(Map<?, ?> span, EventSink sink) {
    fields.startSpan();
    attributes(span, fields.span());
    fields.text(SpanField.NAME, text(span.get("name")));
    fields.text(SpanField.TRACE_ID, text(span.get("traceId")).toLowerCase(Locale.ROOT));
    fields.text(SpanField.SPAN_ID, text(span.get("spanId")).toLowerCase(Locale.ROOT));
    fields.text(SpanField.PARENT_SPAN_ID, text(span.get("parentSpanId")).toLowerCase(Locale.ROOT));
    fields.text(SpanField.KIND, kind(span.get("kind")));
    fields.text(SpanField.STATUS_CODE, statusCode(object(span.get("status")).get("code")));
    long start = whole(span.get("startTimeUnixNano"));
    fields.finish(start, whole(span.get("endTimeUnixNano")), sink);
  }

  private void attributes(Map<?, ?> owner, EventFields into) {
    for (Object attribute : list(owner.get("attributes"))) {
      Map<?, ?> pair = object(attribute);
      Key key = fields.attributes().find(text(pair.get("key")));
      if (key != null) {
        fields.attribute(into, key, anyValue(object(pair.get("value"))));
      }
    }
  }

  /** The value in OTLP's wrapper that names its type. */
  private static Object anyValue(Map<?, ?> wrapper) {
    if (wrapper.containsKey("intValue")) {
      return whole(wrapper.get("intValue"));
    }
    if (wrapper.containsKey("doubleValue")) {
      return wrapper.get("doubleValue") instanceof Number number
          ? (Object) number.doubleValue()
          : null;
    }
    if (wrapper.containsKey("arrayValue")) {
      List<Object> values = new ArrayList<>();
      for (Object element : list(object(wrapper.get("arrayValue")).get("values"))) {
        values.add(anyValue(object(element)));
      }
      return values;
    }
    if (wrapper.containsKey("kvlistValue")) {
      Map<String, Object> members = new LinkedHashMap<>();
      for (Object member : list(object(wrapper.get("kvlistValue")).get("values"))) {
        members.put(text(object(member).get("key")), anyValue(object(object(member).get("value"))));
      }
      return members;
    }
    return wrapper.values().stream().findFirst().orElse(null);
  }

  private static String kind(Object value) {
    return value instanceof String name
        ? name.replaceFirst("^SPAN_KIND_", "")
        : SpanField.kind(whole(value));
  }

  private static String statusCode(Object value) {
    return value instanceof String name
        ? name.replaceFirst("^STATUS_CODE_", "")
        : SpanField.statusCode(whole(value));
  }

  /** The whole number, 0 when it is none: as OTLP has it, 0 and absent are the same. */
  private static long whole(Object value) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    return value instanceof String text && text.matches("-?\\d{1,18}|[1-8]\\d{18}|9[01]\\d{17}")
        ? Long.parseLong(text)
        : 0;
  }

  private static String text(Object value) {
    return value instanceof String text ? text : "";
  }

  private static Map<?, ?> object(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
