package dev.slostreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.control.Control;
import dev.slostreams.control.Control.Document;
import dev.slostreams.control.Control.Recorded;
import dev.slostreams.sli.OneLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * A control as it stands on the control topic.
 *
 * <p>The value is described by {@code topology/schemas/control.schema.json}.
 */
public final class ControlRecord {

  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_10000 = 253_402_300_800L;
  private static final int SHOWN = 200;

  private ControlRecord() {}

  /** The key as bytes. */
  public static byte[] key(Control control) {
    return control.key().getBytes(StandardCharsets.UTF_8);
  }

  /** The value as JSON bytes. */
  public static byte[] value(Control control) {
    ObjectNode node = Json.object();
    node.put("kind", control.kind());
    node.put("name", control.name());
    node.put("effectiveAt", Json.time(control.effectiveAt()));
    if (control.undoneAt() != Control.NEVER) {
      node.put("undoneAt", Json.time(control.undoneAt()));
    }
    node.put("recordedAt", Instant.ofEpochMilli(control.recorded().atMs()).toString());
    node.put("by", control.recorded().by());
    ArrayNode documents = node.putArray("documents");
    for (Document document : control.documents()) {
      documents.addObject().put("file", document.file()).put("text", document.text());
    }
    return Json.bytes(node);
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException when it is no control, with the field and the rule
   */
  public static Control read(byte[] value) {
    JsonNode node = Json.read(value);
    List<Document> documents = new ArrayList<>();
    for (JsonNode document : node.path("documents")) {
      documents.add(new Document(text(document, "file"), text(document, "text")));
    }
    return new Control(
        text(node, "kind"),
        text(node, "name"),
        documents,
        time(node, "effectiveAt").getEpochSecond(),
        node.has("undoneAt") ? time(node, "undoneAt").getEpochSecond() : Control.NEVER,
        new Recorded(text(node, "by"), time(node, "recordedAt").toEpochMilli()));
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          field + ": must be text, but was " + OneLine.of(value.toString(), SHOWN));
    }
    return value.textValue();
  }

  private static Instant time(JsonNode node, String field) {
    String text = text(node, field);
    try {
      Instant time = Instant.parse(text);
      if (time.getEpochSecond() >= YEAR_0 && time.getEpochSecond() < YEAR_10000) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // refused below
    }
    throw new IllegalArgumentException(
        field + ": must be a time as in RFC 3339, but was '" + OneLine.of(text, SHOWN) + "'");
  }
}
