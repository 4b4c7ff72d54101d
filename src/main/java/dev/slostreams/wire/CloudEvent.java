package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A record of the alerts topic as a CloudEvents 1.0 event in structured mode: the attributes that
 * are headers there, and the value as {@code data}. The extension {@code url} says where to look.
 */
public final class CloudEvent {

  /** The content type of the bytes. */
  public static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

  private static final String HEADER_PREFIX = "ce_";
  private static final String SCHEMAS = "https://slo-streams.dev/schemas/";
  private static final String WATCHDOG_TYPE = "dev.slo-streams.watchdog";

  private CloudEvent() {}

  /**
   * The event as JSON.
   *
   * @param headers of the record; those of CloudEvents begin with {@code ce_}
   */
  public static byte[] of(String key, Map<String, String> headers, byte[] value, URI url) {
    ObjectNode node = Json.object();
    headers.forEach(
        (name, text) -> {
          if (name.startsWith(HEADER_PREFIX)) {
            node.put(name.substring(HEADER_PREFIX.length()), text);
          }
        });
    node.put("url", url.toString());
    node.put("datacontenttype", "application/json");
    node.put("dataschema", SCHEMAS + (TierRecord.isKey(key) ? "tier" : "alert") + ".schema.json");
    node.set("data", Json.read(value));
    return Json.bytes(node);
  }

  /** The sign of life of the watchdog; the same interval always has the same id. */
  public static byte[] watchdog(String application, String id, Instant at, URI url) {
    ObjectNode node = Json.object();
    node.put("specversion", "1.0");
    node.put("id", UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString());
    node.put("source", "/slo-streams/" + application);
    node.put("type", WATCHDOG_TYPE);
    node.put("subject", application);
    node.put("time", Json.time(at.getEpochSecond()));
    node.put("url", url.toString());
    node.put("datacontenttype", "application/json");
    node.putObject("data")
        .put("title", application + " works")
        .put(
            "summary",
            "Every source partition is read, evaluated and told of. When this stops coming,"
                + " something on the way does not work, and alerts may not come either.");
    return Json.bytes(node);
  }
}
