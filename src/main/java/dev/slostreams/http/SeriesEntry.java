package dev.slostreams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.slostreams.query.QueryAnswer.Entry;
import dev.slostreams.slo.SloId;
import dev.slostreams.wire.DataState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How one series stands, with what it is filtered and sorted by.
 *
 * @param entry as it was read
 * @param labels {@code groupBy} label to value
 * @param at the tick as of which it stands, RFC 3339
 * @param remaining share of the budget that is left, negative where it is overspent
 * @param alerts how its alerts stand
 */
record SeriesEntry(
    Entry entry,
    String service,
    Map<String, String> labels,
    String at,
    DataState dataState,
    double remaining,
    List<Alert> alerts) {

  /** An alert of the series. */
  record Alert(String name, String severity, String state) {

    boolean is(String asked) {
      return state.equals(asked);
    }
  }

  static SeriesEntry of(Entry entry) {
    JsonNode json = Answer.read(entry.json());
    Map<String, String> labels = new HashMap<>();
    json.required("series")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
    List<Alert> alerts = new ArrayList<>();
    json.required("alerts")
        .properties()
        .forEach(
            alert ->
                alerts.add(
                    new Alert(
                        alert.getKey(),
                        alert.getValue().required("severity").textValue(),
                        alert.getValue().required("state").textValue())));
    return new SeriesEntry(
        entry,
        json.required("service").textValue(),
        Map.copyOf(labels),
        json.required("at").textValue(),
        DataState.of(json.required("dataState").textValue()),
        json.required("remaining").doubleValue(),
        List.copyOf(alerts));
  }

  SloId slo() {
    return entry.slo();
  }

  String id() {
    return entry.id();
  }

  /** The record with its id, as it goes out. */
  RawValue json() {
    return new RawValue(
        "{\"id\":" + TextNode.valueOf(id()) + "," + entry.json().strip().substring(1));
  }

  /** Whether an alert is firing or pending; {@code inactive} when none is either. */
  boolean isAlert(String state) {
    return state.equals("inactive")
        ? alerts.stream().allMatch(alert -> alert.is("inactive"))
        : alerts.stream().anyMatch(alert -> alert.is(state));
  }

  int firing() {
    return (int) alerts.stream().filter(alert -> alert.is("firing")).count();
  }

  /** Series with a firing alert first, then with a pending one; of these the least budget first. */
  Position worstFirst() {
    int group = isAlert("firing") ? 0 : isAlert("pending") ? 1 : 2;
    return new Position(group, remaining, id());
  }
}
