package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.budget.ErrorBudget;
import dev.slostreams.engine.BudgetView.PeriodView;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.SeriesView.Standing;
import dev.slostreams.window.Counts;
import java.util.Comparator;
import java.util.List;

/**
 * How a series stands, as it goes out: the value on the budgets topic, an entry of the HTTP answer,
 * and a line of {@code backtest}.
 *
 * <p>The value is described by {@code topology/schemas/budget.schema.json}.
 */
public final class BudgetRecord {

  /* Unmistakable: before it the value has no other quote that is not escaped after a brace. */
  private static final String AT = "},\"at\":\"";
  private static final String ENDED = "\"dataState\":\"" + DataState.ENDED + "\"}";

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
    putPeriods(node, view);
    TierRecord.putTier(node, view.budgetView().tier());
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

  /**
   * The value with its key as {@code id}: an entry of the HTTP answers and of the live stream.
   *
   * @throws IllegalArgumentException when it is no JSON object
   */
  public static String entry(String key, byte[] value) {
    if (!(Json.read(value) instanceof ObjectNode record)) {
      throw new IllegalArgumentException("budget record: must be a JSON object, but was not");
    }
    ObjectNode entry = Json.object().put("id", key);
    entry.setAll(record);
    return Json.text(entry);
  }

  /** The value of a series that stands at this tick as it did, if it is not later or ended. */
  public static String asOf(String value, long tick) {
    int from = value.indexOf(AT) + AT.length();
    if (from < AT.length() || value.endsWith(ENDED)) {
      return value;
    }
    int to = value.indexOf('"', from);
    String at = Json.time(tick);
    return value.substring(from, to).compareTo(at) >= 0
        ? value
        : value.substring(0, from) + at + value.substring(to);
  }

  /** A line of {@code backtest --output jsonl}. */
  public static String line(SeriesView view) {
    ObjectNode node = Json.object();
    node.put("type", "budget");
    Json.putSlo(node, view.key());
    Json.putSeries(node, view.key());
    node.put("at", Json.time(view.tick()));
    putBudget(node, view);
    putPeriods(node, view);
    TierRecord.putTier(node, view.budgetView().tier());
    return Json.text(node);
  }

  private static void putBudget(ObjectNode node, SeriesView view) {
    putCounts(node, view, view.counts(), view.budget());
    if (!view.excluded().isEmpty()) {
      ObjectNode excluded = node.putObject("excluded");
      view.excluded()
          .forEach(
              (name, counts) ->
                  excluded.putObject(name).put("good", counts.good()).put("total", counts.total()));
    }
  }

  /** A line of {@code backtest --output jsonl --preview}: how a series stands, and how it would. */
  public static String previewLine(String exclusion, SeriesView now, SeriesView with) {
    ObjectNode node = Json.object();
    node.put("type", "preview");
    node.put("exclusion", exclusion);
    Json.putSlo(node, now.key());
    Json.putSeries(node, now.key());
    node.put("at", Json.time(now.tick()));
    putCounts(node.putObject("now"), now, now.counts(), now.budget());
    putCounts(node.putObject("with"), with, with.counts(), with.budget());
    return Json.text(node);
  }

  private static void putCounts(
      ObjectNode node, SeriesView view, Counts counts, ErrorBudget budget) {
    Json.putUnits(node, "good", view.good(counts));
    node.put("total", view.total(counts));
    node.put("consumed", Json.share(budget.consumed()));
    node.put("remaining", Json.share(budget.remaining()));
  }

  /** {@code period} and {@code lastPeriod}, of a calendar-aligned time window only. */
  private static void putPeriods(ObjectNode node, SeriesView view) {
    List<PeriodView> periods = view.budgetView().periods();
    for (int i = 0; i < periods.size(); i++) {
      PeriodView period = periods.get(i);
      ObjectNode entry = node.putObject(i == 0 ? "period" : "lastPeriod");
      entry.put("from", Json.time(period.period().from()));
      entry.put("to", Json.time(period.period().to()));
      if (i > 0) {
        putCounts(entry, view, period.counts(), period.budget());
      }
    }
  }
}
