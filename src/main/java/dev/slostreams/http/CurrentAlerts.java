package dev.slostreams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.feed.AlertLog;
import dev.slostreams.query.QueryAnswer.Entry;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.wire.AlertEntry;
import dev.slostreams.wire.Pages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The alerts that are pending or fire, as their series stand; what people read of one that fires is
 * what was said when it began, where that is known.
 */
final class CurrentAlerts {

  private static final List<String> SAID = List.of("title", "summary", "description", "runbook");

  private CurrentAlerts() {}

  static List<ListedAlert> of(Found found, AlertLog log, Pages pages) {
    Map<SloId, Slo> slos =
        found.slos().stream().collect(Collectors.toMap(Slo::id, Function.identity()));
    List<ListedAlert> alerts = new ArrayList<>();
    for (Entry entry : found.series()) {
      JsonNode standing = Answer.read(entry.json());
      if (!standing.required("dataState").textValue().equals("ended")) {
        standing
            .required("alerts")
            .properties()
            .forEach(
                alert -> {
                  if (alert.getValue().has("since")) {
                    ListedAlert one =
                        one(slos.get(entry.slo()), entry.id(), standing, alert.getKey(), log);
                    String slo = standing.required("slo").textValue();
                    one.json().put("url", pages.of(slo, entry.id()).toString());
                    alerts.add(one);
                  }
                });
      }
    }
    return alerts;
  }

  private static ListedAlert one(
      Slo slo, String series, JsonNode standing, String name, AlertLog log) {
    JsonNode alert = standing.required("alerts").required(name);
    String id = series + "/" + name;
    ObjectNode json = Answer.object();
    json.put("id", id);
    json.put("seriesId", series);
    List.of("slo", "objective", "service", "series")
        .forEach(field -> putIfThere(json, field, standing));
    json.put("alert", name);
    json.setAll((ObjectNode) alert.deepCopy()); // severity, state, since
    json.set("startsAt", json.remove("since"));
    json.putNull("endsAt");
    List.of("at", "remaining").forEach(field -> putIfThere(json, field, standing));
    putRates(json, slo, name, standing);
    json.put("title", id + " is " + alert.required("state").textValue());
    json.put("summary", "");
    log.firing(id)
        .map(AlertEntry::json)
        .filter(began -> alert.required("state").textValue().equals("firing"))
        .ifPresent(began -> SAID.forEach(field -> putIfThere(json, field, began)));
    return new ListedAlert(id, Instant.parse(alert.required("since").textValue()), json);
  }

  /** Rates over the windows of the policy, and how long the budget lasts at the fastest of them. */
  private static void putRates(ObjectNode json, Slo slo, String name, JsonNode standing) {
    List<LookbackWindow> windows =
        policy(slo, name).stream()
            .flatMap(policy -> policy.conditions().stream())
            .map(condition -> condition.window())
            .distinct()
            .sorted(Comparator.comparingLong(LookbackWindow::seconds))
            .toList();
    JsonNode all = standing.required("burnRates");
    ObjectNode rates = json.putObject("burnRates");
    windows.forEach(window -> putIfThere(rates, window.label(), all));
    double rate = windows.isEmpty() ? 0 : all.path(windows.get(0).label()).asDouble();
    double remaining = standing.required("remaining").doubleValue();
    if (rate > 0 && remaining > 0) {
      json.put(
          "timeToExhaustionSeconds", (long) (remaining * slo.timeWindow().nominalSeconds() / rate));
    } else {
      json.putNull("timeToExhaustionSeconds");
    }
  }

  private static Optional<AlertPolicy> policy(Slo slo, String alert) {
    return slo.alertPolicies().stream().filter(policy -> policy.name().equals(alert)).findFirst();
  }

  private static void putIfThere(ObjectNode to, String field, JsonNode from) {
    if (from.has(field)) {
      to.set(field, from.get(field));
    }
  }
}
