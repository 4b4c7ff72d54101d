package dev.slostreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.gate.GateSeries;
import dev.slostreams.gate.GateSeries.Alert;
import dev.slostreams.gate.GateSeries.Budget;
import dev.slostreams.gate.GateSeries.Seen;
import dev.slostreams.gate.GateSeries.Sight;
import dev.slostreams.slo.Tier.DeployAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the gate is told of a series, read from what {@link BudgetRecord} writes.
 *
 * @param labels of the series
 * @param ended whether the definition has ended, and there is nothing to judge
 */
public record GateInput(GateSeries series, Map<String, String> labels, boolean ended) {

  /**
   * Reads a standing.
   *
   * @param stale whether the copy that it was read from is behind
   */
  public static GateInput read(String id, String json, boolean stale) {
    JsonNode node = Json.read(json.getBytes(StandardCharsets.UTF_8));
    String dataState = node.required("dataState").textValue();
    boolean ended = dataState.equals(DataState.ENDED.toString());
    Seen seen =
        new Seen(
            ended ? Sight.OK : Sight.valueOf(dataState.toUpperCase(Locale.ROOT)),
            stale,
            second(node.required("at")),
            node.required("total").longValue() > 0);
    Budget budget =
        new Budget(
            node.required("remaining").doubleValue(),
            node.required("tier").textValue(),
            DeployAction.valueOf(node.required("action").textValue().toUpperCase(Locale.ROOT)),
            exception(node.path("exception")));
    return new GateInput(
        new GateSeries(id, seen, budget, alerts(node.required("alerts"))),
        labels(node.required("series")),
        ended);
  }

  private static List<Alert> alerts(JsonNode alerts) {
    List<Alert> active = new ArrayList<>();
    alerts
        .properties()
        .forEach(
            alert -> {
              JsonNode value = alert.getValue();
              String state = value.required("state").textValue();
              if (!state.equals("inactive")) {
                active.add(
                    new Alert(
                        alert.getKey(),
                        value.required("severity").textValue(),
                        state.equals("firing"),
                        second(value.required("since"))));
              }
            });
    return active;
  }

  private static Map<String, String> labels(JsonNode series) {
    Map<String, String> labels = new HashMap<>();
    series.properties().forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
    return labels;
  }

  /** {@code exception 'hotfix' of ada allows it until 2026-01-17T12:00:00Z: the fix}. */
  private static String exception(JsonNode exception) {
    return exception.isMissingNode()
        ? ""
        : "exception '%s' of %s allows it until %s: %s"
            .formatted(
                exception.required("name").textValue(),
                exception.required("approvedBy").textValue(),
                Instant.parse(exception.required("until").textValue()),
                exception.required("reason").textValue());
  }

  private static long second(JsonNode time) {
    return Instant.parse(time.textValue()).getEpochSecond();
  }
}
