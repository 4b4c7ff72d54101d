package dev.slostreams.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert as Alertmanager takes it: {@code POST /api/v2/alerts}, a {@code postableAlert} of its
 * OpenAPI document.
 *
 * @param labels who the alert is; the same labels are the same alert
 * @param annotations what is said of it
 * @param endsAt until when it fires unless it is sent again; when resolved, since when it does not
 * @param generator where to look
 */
public record AlertmanagerAlert(
    Map<String, String> labels,
    Map<String, String> annotations,
    Instant startsAt,
    Instant endsAt,
    URI generator) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public AlertmanagerAlert {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** The same alert with another end. */
  public AlertmanagerAlert until(Instant end) {
    return new AlertmanagerAlert(labels, annotations, startsAt, end, generator);
  }

  /** The body of a request. */
  public static byte[] bytes(List<AlertmanagerAlert> alerts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (AlertmanagerAlert alert : alerts) {
      ObjectNode node = list.addObject();
      put(node.putObject("labels"), alert.labels());
      put(node.putObject("annotations"), alert.annotations());
      node.put("startsAt", alert.startsAt().toString());
      node.put("endsAt", alert.endsAt().toString());
      node.put("generatorURL", alert.generator().toString());
    }
    try {
      return MAPPER.writeValueAsBytes(list);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON tree not written (this is a bug in slo-streams)", e);
    }
  }

  private static void put(ObjectNode node, Map<String, String> texts) {
    new TreeMap<>(texts).forEach(node::put);
  }
}
