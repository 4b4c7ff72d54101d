package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.engine.TierChange;
import dev.slostreams.engine.TierView;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Slo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A change of tier as it goes out: the value and headers of a record on the alerts topic, the value
 * on the alert-states topic, and a line of {@code backtest}.
 *
 * <p>The value is described by {@code topology/schemas/tier.schema.json}.
 */
public final class TierRecord {

  /** What stands for the name of an alert in the key; no alert policy may have it. */
  public static final String NAME = "tier";

  private static final String CLOUD_EVENT_TYPE = "dev.slo-streams.tier";

  private TierRecord() {}

  /** {@code <series id>/tier}, the key on both topics. */
  public static String key(String seriesId) {
    return AlertRecord.key(seriesId, NAME);
  }

  /** Whether a record of the alerts topic with this key is a change of tier. */
  public static boolean isKey(String key) {
    return key.endsWith("/" + NAME);
  }

  /** The value as JSON bytes. */
  public static byte[] value(Slo slo, TierChange change) {
    ObjectNode node = Json.object();
    putChange(node, change);
    node.put("incomplete", change.incomplete());
    node.put("service", slo.service());
    node.put("target", slo.target().value());
    node.put("budgetPolicy", slo.period().budgetPolicy().name());
    AlertText.put(node, slo, change);
    return Json.bytes(node);
  }

  /** CloudEvents 1.0 attributes in binary mode; the same change always has the same id. */
  public static Map<String, String> headers(String source, TierChange change) {
    String key = key(change.series().id());
    String identity =
        key + "@" + change.at() + "=" + change.now().tier() + " " + change.now().action();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put(
        "ce_id", UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString());
    headers.put("ce_source", "/slo-streams/" + source);
    headers.put("ce_type", CLOUD_EVENT_TYPE);
    headers.put("ce_subject", key);
    headers.put("ce_time", Json.time(change.at()));
    headers.put("content-type", "application/json");
    return headers;
  }

  /** A line of {@code backtest --output jsonl}. */
  public static String line(TierChange change) {
    ObjectNode node = Json.object();
    node.put("type", "tier");
    putChange(node, change);
    return Json.text(node);
  }

  /** {@code tier}, {@code action} and {@code exception}. */
  static void putTier(ObjectNode node, TierView tier) {
    node.put("tier", tier.tier());
    node.put("action", tier.action().toString());
    for (FreezeException exception : tier.exception()) {
      ObjectNode entry = node.putObject("exception");
      entry.put("name", exception.name());
      entry.put("until", Json.time(exception.until()));
      entry.put("approvedBy", exception.approvedBy());
      entry.put("reason", exception.reason());
    }
  }

  private static void putChange(ObjectNode node, TierChange change) {
    Json.putSlo(node, change.series());
    Json.putSeries(node, change.series());
    node.put("from", change.from());
    putTier(node, change.now());
    node.put("consumed", Json.share(change.consumed()));
    node.put("at", Json.time(change.at()));
  }
}
