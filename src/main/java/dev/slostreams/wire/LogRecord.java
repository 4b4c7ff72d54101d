package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/**
 * One line of a log as JSON.
 *
 * @param fields further fields by name; numbers and truth values stay what they are
 * @param exception with its stack trace; empty for none
 */
public record LogRecord(
    long timestampMs,
    String level,
    String logger,
    String thread,
    String message,
    Map<String, Object> fields,
    String exception) {

  private static final Set<String> OURS =
      Set.of("timestamp", "level", "logger", "thread", "message", "exception");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  /** The line, without its end. A field whose name is taken stands under {@code field.<name>}. */
  public String line() {
    ObjectNode node = Json.object();
    node.put("timestamp", TIME.format(Instant.ofEpochMilli(timestampMs)));
    node.put("level", level);
    node.put("logger", logger);
    node.put("thread", thread);
    node.put("message", message);
    fields.forEach((name, value) -> put(node, OURS.contains(name) ? "field." + name : name, value));
    if (!exception.isEmpty()) {
      node.put("exception", exception);
    }
    return Json.text(node);
  }

  private static void put(ObjectNode node, String name, Object value) {
    if (value instanceof Boolean truth) {
      node.put(name, truth);
    } else if (value instanceof Integer || value instanceof Long) {
      node.put(name, ((Number) value).longValue());
    } else {
      node.put(name, String.valueOf(value));
    }
  }
}
