package dev.slostreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * An alert transition as those need it who tell others: what {@link AlertRecord} writes, whatever
 * of it is there.
 */
public final class AlertNotice {

  private static final String REASON = "reason";

  private final String key;
  private final JsonNode node;

  private AlertNotice(String key, JsonNode node) {
    this.key = key;
    this.node = node;
  }

  /**
   * Reads a record of the alerts or alert-states topic that is no change of tier.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static AlertNotice read(String key, byte[] value) {
    AlertNotice notice = new AlertNotice(key, Json.read(value));
    notice.node.required("alert");
    return notice;
  }

  /** The series id and the alert's name. */
  public String key() {
    return key;
  }

  public String seriesId() {
    return key.substring(0, key.length() - AlertRecord.key("", alert()).length());
  }

  public String slo() {
    return text("slo");
  }

  public Optional<String> objective() {
    return Optional.of(text("objective")).filter(text -> !text.isEmpty());
  }

  public String service() {
    return text("service");
  }

  /** Label to value, in the order of {@code groupBy}. */
  public Map<String, String> series() {
    Map<String, String> labels = new LinkedHashMap<>();
    node.path("series")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  public String alert() {
    return text("alert");
  }

  public String severity() {
    return text("severity");
  }

  public boolean isFiring() {
    return text("state").equals("firing");
  }

  /** Whether it ends because nobody watches any more; then little is known of it. */
  public boolean isEndOfDefinition() {
    return node.has(REASON);
  }

  public Instant at() {
    return Instant.parse(node.required("at").textValue());
  }

  public Instant startsAt() {
    return Instant.parse(node.required("startsAt").textValue());
  }

  /** Whether the policy asks to tell people of this change. */
  public boolean isToBeTold() {
    return node.path("notify").asBoolean(true);
  }

  /** Names of the notification targets; empty for everybody. */
  public List<String> targets() {
    return StreamSupport.stream(node.path("targets").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** What is known under one of these names, as text: {@code title}, {@code remaining}. */
  public Optional<String> field(String name) {
    return Optional.of(text(name)).filter(text -> !text.isEmpty());
  }

  /** Rate by window, in the order written. */
  public Map<String, Double> burnRates() {
    return Json.burnRates(node);
  }

  private String text(String name) {
    JsonNode value = node.path(name);
    return value.isNull() ? "" : value.asText();
  }
}
