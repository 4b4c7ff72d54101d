package dev.slostreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An alert as an entry of the HTTP answers and of the live stream, made of a transition as {@link
 * AlertRecord} writes it.
 *
 * @param id {@code <series id>/<alert>}
 * @param service empty where the definition is gone
 * @param firing whether it begins to fire; else it is resolved
 * @param at the tick of the transition
 * @param json the entry
 */
public record AlertEntry(
    String id,
    String slo,
    String service,
    String severity,
    boolean firing,
    Instant at,
    ObjectNode json) {

  /**
   * Reads a record of the alerts topic that is no change of tier.
   *
   * @param pages to link to
   * @throws IllegalArgumentException when it is none of ours
   */
  public static AlertEntry read(String id, byte[] value, Pages pages) {
    if (!(Json.read(value) instanceof ObjectNode record)) {
      throw new IllegalArgumentException("alert record: must be a JSON object, but was not");
    }
    return new AlertEntry(
        id,
        text(record, "slo"),
        record.path("service").asText(),
        text(record, "severity"),
        text(record, "state").equals("firing"),
        Instant.parse(text(record, "at")),
        entry(id, record, pages));
  }

  /** The entry as text. */
  public String text() {
    return Json.text(json);
  }

  private static ObjectNode entry(String id, ObjectNode record, Pages pages) {
    ObjectNode entry = Json.object();
    String alert = text(record, "alert");
    entry.put("id", id);
    String series = id.substring(0, id.length() - AlertRecord.key("", alert).length());
    entry.put("seriesId", series);
    entry.put("service", "");
    entry.putNull("endsAt");
    entry.put("title", id);
    entry.put("summary", "");
    entry.putNull("remaining");
    entry.putObject("burnRates");
    entry.putNull("timeToExhaustionSeconds");
    entry.setAll(record);
    entry.put("url", pages.of(text(record, "slo"), series).toString());
    return entry;
  }

  private static String text(ObjectNode record, String field) {
    JsonNode value = record.required(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "alert record " + field + ": must be text, but was " + value);
    }
    return value.textValue();
  }
}
