package dev.slostreams.wire;

import dev.slostreams.sli.EventFields;
import dev.slostreams.wire.FieldTree.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The event a span becomes: its own fields, the attributes of its resource, and its attributes,
 * which stand over those of the resource. {@code service} is the resource's {@code service.name}.
 *
 * <p>The event's time is the span's end.
 */
final class SpanFields {

  private static final String SERVICE = "service";
  private static final String SERVICE_NAME = "service.name";
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final FieldTree attributes = new FieldTree();
  private final int[] slots = new int[SpanField.values().length];
  private final int slotCount;
  private final int serviceSlot;
  private final int serviceNameSlot;
  private final EventFields resource = new EventFields();
  private final EventFields span = new EventFields();

  SpanFields(List<String> paths) {
    slotCount = paths.size();
    serviceSlot = paths.indexOf(SERVICE);
    serviceNameSlot = paths.contains(SERVICE_NAME) ? paths.indexOf(SERVICE_NAME) : serviceSlot;
    Arrays.fill(slots, -1);
    for (SpanField field : SpanField.values()) {
      slots[field.ordinal()] = paths.indexOf(field.path());
    }
    List<String> own = Arrays.stream(SpanField.values()).map(SpanField::path).toList();
    for (int slot = 0; slot < slotCount; slot++) {
      String path = paths.get(slot);
      if (!own.contains(path) && !path.equals(SERVICE)) {
        attributes.addField(JsonEventDecoder.names(path), slot);
      }
    }
    if (serviceSlot >= 0 && serviceNameSlot == serviceSlot) {
      attributes.addField(List.of(SERVICE, "name"), serviceSlot);
    }
  }

  /** The wanted attribute names. */
  FieldTree attributes() {
    return attributes;
  }

  EventFields resource() {
    return resource;
  }

  EventFields span() {
    return span;
  }

  void startResource() {
    resource.clear(slotCount);
  }

  /** Makes the event one that has the resource's attributes. */
  void startSpan() {
    span.clear(slotCount);
    for (int slot = 0; slot < slotCount; slot++) {
      span.copy(resource, slot, slot);
    }
    if (serviceSlot >= 0) {
      span.copy(resource, serviceNameSlot, serviceSlot);
    }
  }

  boolean wants(SpanField field) {
    return slots[field.ordinal()] >= 0;
  }

  int slot(SpanField field) {
    return slots[field.ordinal()];
  }

  /** Sets a text of the span if it is wanted. */
  void text(SpanField field, String text) {
    if (wants(field)) {
      span.setText(slot(field), text);
    }
  }

  /** Sets an attribute; an object's members are attributes under its name. */
  void attribute(EventFields into, Key key, Object value) {
    if (key.slot >= 0) {
      set(into, key.slot, value);
    }
    if (key.hasBelow() && value instanceof Map<?, ?> map) {
      map.forEach(
          (name, member) -> {
            Key below = key.below().find(String.valueOf(name));
            if (below != null) {
              attribute(into, below, member);
            }
          });
    }
  }

  /** Hands the span on with its times, or says why that cannot be. */
  void finish(long startNanos, long endNanos, EventSink sink) {
    if (endNanos == 0) {
      sink.malformed(MalformedReason.NO_TIMESTAMP, "span: has no endTimeUnixNano");
      return;
    }
    long millis = Math.floorDiv(endNanos, NANOS_PER_MILLI);
    if (!EventTime.isCredible(millis)) {
      sink.malformed(
          MalformedReason.TIMESTAMP_OUT_OF_RANGE,
          EventTime.outOfRange("span endTimeUnixNano", millis, Long.toString(endNanos)));
      return;
    }
    if (wants(SpanField.DURATION_MS) && startNanos != 0) {
      double nanos = endNanos - startNanos;
      span.setNumber(slot(SpanField.DURATION_MS), nanos / NANOS_PER_MILLI);
    }
    span.setTimestampMs(millis);
    sink.event(span);
  }

  private static void set(EventFields into, int slot, Object value) {
    if (value instanceof String text) {
      into.setText(slot, text);
    } else if (value instanceof Long integer) {
      into.setInteger(slot, integer);
    } else if (value instanceof Boolean bool) {
      into.setBool(slot, bool);
    } else if (value instanceof Double number) {
      into.setNumber(slot, number);
    } else if (value == null) {
      into.setNull(slot);
    } else {
      into.setOther(slot, value);
    }
  }
}
