package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.SeriesView.Standing;
import java.util.Comparator;

/**
 * How a series stands, as it goes out: the value on the budgets topic, an entry of the HTTP answer,
 * and a line of {@code backtest}.
 *
 * <p>The value is described by {@code topology/schemas/budget.schema.json}.
 */
public final class BudgetRecord {

  private BudgetRecord() {}

  /** The series id, the key on the budgets topic. */
  public static String key(SeriesView view) {
    return view.key().id();
  }

  /** The value as JSON bytes. */
  public static byte[] value(SeriesView view, DataState dataState) {
    ObjectNode node = Json.object();
    Json.putSlo(node, view.key());
    node.put("service", view.slo().service());
    Json.putSeries(node, view.key());
    node.put("at", Json.time(view.tick()));
    node.put("target", view.slo().target().value());
    node.put("timeWindow", view.slo().timeWindow().label());
    putBudget(node, view);
    Json.putBurnRates(
        node,
        view.burnRates().stream()
            .sorted(Comparator.comparingLong(sample -> sample.window().seconds()))
            .toList());
    ObjectNode alerts = node.putObject("alerts");
    for (AlertView alert : view.alerts()) {
      ObjectNode entry = alerts.putObject(alert.alert());
      entry.put("severity", alert.severity());
      entry.put("state", alert.standing().toString());
      if (alert.standing() != Standing.INACTIVE) {
        entry.put("since", Json.time(alert.since()));
      }
    }
    node.put("dataState", dataState.toString());
    return Json.bytes(node);
  }

  /** A line of {@code backtest --output jsonl}. */
  public static String line(SeriesView view) {
    ObjectNode node = Json.object();
    node.put("type", "budget");
    Json.putSlo(node, view.key());
    Json.putSeries(node, view.key());
    node.put("at", Json.time(view.tick()));
    putBudget(node, view);
    return Json.text(node);
  }

  private static void putBudget(ObjectNode node, SeriesView view) {
    Json.putUnits(node, "good", view.good());
    node.put("total", view.total());
    node.put("consumed", Json.share(view.budget().consumed()));
    node.put("remaining", Json.share(view.budget().remaining()));
  }
}
