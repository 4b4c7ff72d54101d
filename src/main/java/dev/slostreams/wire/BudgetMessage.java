package dev.slostreams.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a series stands as somebody reads it who has the record only: what {@link BudgetRecord}
 * writes.
 *
 * @param series the series id
 * @param slo name of the SLO
 * @param at the tick as of which everything here is
 * @param remaining share of the budget that is left; below 0 when overspent
 * @param burnRates rate by lookback window
 * @param firing names of the alerts that fire, in the order of the policies
 */
public record BudgetMessage(
    String series,
    String slo,
    Instant at,
    double remaining,
    Map<String, Double> burnRates,
    List<String> firing) {

  /** Reads a record of the budgets topic that is no tombstone. */
  public static BudgetMessage read(String key, byte[] value) {
    JsonNode node = Json.read(value);
    List<String> firing = new ArrayList<>();
    node.required("alerts")
        .properties()
        .forEach(
            alert -> {
              if (alert.getValue().required("state").textValue().equals("firing")) {
                firing.add(alert.getKey());
              }
            });
    return new BudgetMessage(
        key,
        node.required("slo").textValue(),
        Instant.parse(node.required("at").textValue()),
        node.required("remaining").doubleValue(),
        Json.burnRates(node),
        List.copyOf(firing));
  }
}
