package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.alert.BurnSample;
import dev.slostreams.engine.History;
import dev.slostreams.engine.History.Point;
import dev.slostreams.engine.HistoryRange;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Slo;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The past of a series in the HTTP answers: one array per number, one entry per point. Not a number
 * where something is not known, or where there is nothing to divide, is null.
 */
public final class HistoryRecord {

  private HistoryRecord() {}

  /**
   * The answer without where it comes from.
   *
   * @param log transitions back of alerts of any series
   */
  public static ObjectNode of(History history, Collection<AlertEntry> log) {
    ObjectNode node = Json.object();
    HistoryRange range = history.range();
    Slo slo = history.slo();
    Json.putSlo(node, history.key());
    node.put("service", slo.service());
    node.put("id", history.key().id());
    Json.putSeries(node, history.key());
    node.put("from", Json.time(range.from()));
    node.put("to", Json.time(range.to()));
    node.put("stepSeconds", range.stepSeconds());
    node.put("target", slo.target().value());
    node.put("timeWindow", slo.timeWindow().label());
    putPoints(node, history);
    putExcluded(node.putArray("excluded"), history);
    putFiring(node.putArray("firing"), history, log);
    node.put("asOf", Json.time(history.asOf()));
    return node;
  }

  private static void putPoints(ObjectNode node, History history) {
    ArrayNode at = node.putArray("at");
    ArrayNode good = node.putArray("good");
    ArrayNode total = node.putArray("total");
    ArrayNode sli = node.putArray("sli");
    ArrayNode remaining = node.putArray("remaining");
    ArrayNode consumed = node.putArray("consumed");
    ObjectNode rates = node.putObject("burnRates");
    Map<LookbackWindow, ArrayNode> byWindow = new HashMap<>();
    history.windows().stream()
        .sorted(Comparator.comparingLong(LookbackWindow::seconds))
        .forEach(window -> byWindow.put(window, rates.putArray(window.label())));
    List<ArrayNode> all = List.of(good, total, sli, remaining, consumed);
    for (Point point : history.points()) {
      at.add(point.at());
      if (point instanceof Point.Known known) {
        Json.addUnits(good, known.view().good(known.units()));
        total.add(known.view().total(known.units()));
        addSli(sli, known);
        remaining.add(Json.share(known.view().budget().remaining()));
        consumed.add(Json.share(known.view().budget().consumed()));
        for (BurnSample sample : known.view().burnRates()) {
          byWindow.get(sample.window()).add(Json.rate(sample.rate()));
        }
      } else {
        all.forEach(ArrayNode::addNull);
      }
      byWindow.values().stream().filter(one -> one.size() < at.size()).forEach(ArrayNode::addNull);
    }
  }

  private static void addSli(ArrayNode sli, Point.Known known) {
    double total = known.units().total();
    if (total == 0) {
      sli.addNull();
    } else {
      sli.add(Json.share(known.units().good() / total));
    }
  }

  /** Those that take out all events; what one takes out of them by event does not show in time. */
  private static void putExcluded(ArrayNode node, History history) {
    for (Exclusion exclusion : history.excluded()) {
      if (exclusion.scope().names(history.slo()) && !exclusion.isByEvent()) {
        for (Interval interval :
            exclusion.intervals().within(history.range().from(), history.range().to())) {
          ObjectNode entry = node.addObject();
          entry.put("name", exclusion.name());
          entry.put("reason", exclusion.cause().reason());
          entry.put("from", Json.time(interval.from()));
          entry.put("to", Json.time(interval.to()));
        }
      }
    }
  }

  private static void putFiring(ArrayNode node, History history, Collection<AlertEntry> log) {
    String from = Json.time(history.range().from());
    String to = Json.time(history.range().to());
    String id = history.key().id();
    Function<AlertEntry, String> startsAt = entry -> entry.json().path("startsAt").asText();
    log.stream()
        .filter(entry -> entry.json().path("seriesId").asText().equals(id))
        .filter(entry -> startsAt.apply(entry).compareTo(to) < 0)
        .filter(entry -> entry.json().path("at").asText().compareTo(from) > 0)
        .sorted(Comparator.comparing(startsAt))
        .forEach(
            entry -> {
              ObjectNode span = node.addObject();
              span.put("alert", entry.json().path("alert").asText());
              span.put("severity", entry.severity());
              span.put("from", startsAt.apply(entry));
              span.put("to", entry.json().path("at").asText());
            });
    history.firing().entrySet().stream()
        .filter(fires -> fires.getValue() < history.range().to())
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            fires -> {
              ObjectNode span = node.addObject();
              span.put("alert", fires.getKey());
              span.put("severity", severity(history.slo(), fires.getKey()));
              span.put("from", Json.time(fires.getValue()));
              span.putNull("to");
            });
  }

  private static String severity(Slo slo, String alert) {
    return slo.alertPolicies().stream()
        .filter(policy -> alert.equals(policy.name()) || alert.equals(noData(policy)))
        .map(AlertPolicy::severity)
        .findFirst()
        .orElse("");
  }

  private static String noData(AlertPolicy policy) {
    return policy.name() + AlertPolicy.NO_DATA_SUFFIX;
  }
}
