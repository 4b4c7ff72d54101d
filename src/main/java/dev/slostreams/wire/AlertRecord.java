package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.AlertPolicy.Notification;
import dev.slostreams.slo.Slo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An alert transition as it goes out: the value and headers of a record on the alerts topic, the
 * value on the alert-states topic, and a line of {@code backtest}.
 *
 * <p>The value is described by {@code topology/schemas/alert.schema.json}.
 */
public final class AlertRecord {

  private static final String CLOUD_EVENT_TYPE = "dev.slo-streams.alert.";

  private AlertRecord() {}

  /** {@code <series id>/<alert>}, the key on both topics. */
  public static String key(Transition transition) {
    return key(transition.series().id(), transition.alert());
  }

  public static String key(String seriesId, String alert) {
    return seriesId + "/" + alert;
  }

  /** The value as JSON bytes. */
  public static byte[] value(Slo slo, Transition transition) {
    ObjectNode node = start(transition);
    node.put("service", slo.service());
    node.put("target", slo.target().value());
    node.put("remaining", Json.share(transition.evidence().remaining()));
    Json.putBurnRates(node, transition.evidence().burnRates());
    AlertText.put(node, slo, transition);
    Notification notification = policy(slo, transition.alert()).notification();
    boolean firing = transition.change() == Change.FIRING;
    node.put("notify", firing ? notification.whenBreaching() : notification.whenResolved());
    if (!notification.targets().isEmpty()) {
      ArrayNode targets = node.putArray("targets");
      notification.targets().forEach(targets::add);
    }
    return Json.bytes(node);
  }

  /** The value of the resolved transition that ends an alert whose definition is gone. */
  public static byte[] endOfDefinition(Transition transition) {
    ObjectNode node = start(transition);
    node.put("reason", "definition changed or gone");
    AlertText.putEnd(node, transition);
    node.put("notify", true);
    return Json.bytes(node);
  }

  /**
   * CloudEvents 1.0 attributes in binary mode. The id depends on series, alert, state and tick
   * alone: the same transition has the same id wherever and however often it is computed.
   *
   * @param source the application id
   */
  public static Map<String, String> headers(String source, Transition transition) {
    String identity = key(transition) + "@" + transition.at() + "=" + transition.change();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put(
        "ce_id", UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString());
    headers.put("ce_source", "/slo-streams/" + source);
    headers.put("ce_type", CLOUD_EVENT_TYPE + transition.change());
    headers.put("ce_subject", key(transition));
    headers.put("ce_time", Json.time(transition.at()));
    headers.put("content-type", "application/json");
    return headers;
  }

  /** A line of {@code backtest --output jsonl}. */
  public static String line(Transition transition) {
    ObjectNode node = Json.object();
    node.put("type", "transition");
    Json.putSlo(node, transition.series());
    Json.putSeries(node, transition.series());
    node.put("alert", transition.alert());
    node.put("severity", transition.severity());
    node.put("state", transition.change().toString());
    node.put("at", Json.time(transition.at()));
    Json.putBurnRates(node, transition.evidence().burnRates());
    return Json.text(node);
  }

  /** The policy whose alert this is, or whose silence the alert is about. */
  static AlertPolicy policy(Slo slo, String alert) {
    return slo.alertPolicies().stream()
        .filter(
            policy ->
                alert.equals(policy.name())
                    || (policy.notification().whenNoData()
                        && alert.equals(policy.name() + AlertPolicy.NO_DATA_SUFFIX)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "SLO '"
                        + slo.id()
                        + "' has no alert '"
                        + alert
                        + "' (this is a bug in slo-streams)"));
  }

  private static ObjectNode start(Transition transition) {
    ObjectNode node = Json.object();
    Json.putSlo(node, transition.series());
    Json.putSeries(node, transition.series());
    node.put("alert", transition.alert());
    node.put("severity", transition.severity());
    node.put("state", transition.change().toString());
    node.put("at", Json.time(transition.at()));
    node.put("startsAt", Json.time(transition.startsAt()));
    if (transition.change() == Change.RESOLVED) {
      node.put("endsAt", Json.time(transition.at()));
    }
    node.put("incomplete", transition.evidence().incomplete());
    return node;
  }
}
