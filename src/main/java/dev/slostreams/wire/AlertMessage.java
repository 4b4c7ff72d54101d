package dev.slostreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * An alert transition as somebody reads it who has the record only: what {@link AlertRecord}
 * writes.
 *
 * @param series the series id
 * @param firing whether it begins to fire; else it is resolved
 * @param at the tick of the transition
 * @param startsAt the tick at which it began to fire
 * @param burnRates rate by window of the policy, in the order written
 */
public record AlertMessage(
    String series,
    String alert,
    String severity,
    boolean firing,
    Instant at,
    Instant startsAt,
    Map<String, Double> burnRates) {

  /** Reads a record of the alerts topic. */
  public static AlertMessage read(String key, byte[] value) {
    JsonNode node = Json.read(value);
    String alert = node.required("alert").textValue();
    return new AlertMessage(
        key.substring(0, key.length() - AlertRecord.key("", alert).length()),
        alert,
        node.required("severity").textValue(),
        node.required("state").textValue().equals("firing"),
        Instant.parse(node.required("at").textValue()),
        Instant.parse(node.required("startsAt").textValue()),
        Json.burnRates(node));
  }
}
