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
   * @param copyState how far the copy can be trusted that it was read from
   * @param stale whether that copy is behind
   */
  public static GateInput read(String id, String json, DataState copyState, boolean stale) {
    JsonNode node = Json.read(json.getBytes(StandardCharsets.UTF_8));
    DataState state = DataState.of(node.required("dataState").textValue());
    boolean ended = state == DataState.ENDED;
    Seen seen =
        new Seen(
            ended ? Sight.OK : sight(state.compareTo(copyState) > 0 ? state : copyState),
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

  private static Sight sight(DataState state) {
    return Sight.valueOf(state.name());
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
