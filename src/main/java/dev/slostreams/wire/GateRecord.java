package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.gate.Decision;
import dev.slostreams.gate.GateSeries;
import dev.slostreams.gate.GateSeries.Alert;
import dev.slostreams.gate.Reason;
import java.util.List;

/** What the gate says, as it goes out over HTTP; {@link GateMessage} reads it. */
public final class GateRecord {

  private GateRecord() {}

  /** Verdict, reasons, and what was judged. */
  public static ObjectNode of(Decision decision, List<GateSeries> series) {
    ObjectNode node = Json.object();
    node.put("verdict", decision.verdict().toString());
    node.put("exitCode", decision.verdict().exitCode());
    ArrayNode reasons = node.putArray("reasons");
    decision.reasons().forEach(reason -> put(reasons.addObject(), reason));
    ArrayNode judged = node.putArray("series");
    series.forEach(one -> put(judged.addObject(), one, decision));
    return node;
  }

  private static void put(ObjectNode node, Reason reason) {
    node.put("code", reason.code().toString());
    node.put("verdict", reason.verdict().toString());
    node.put("series", reason.series());
    node.put("detail", reason.detail());
  }

  private static void put(ObjectNode node, GateSeries series, Decision decision) {
    node.put("id", series.id());
    node.put("verdict", decision.of(series.id()).toString());
    node.put("remaining", Json.share(series.budget().remaining()));
    node.put("tier", series.budget().tier());
    node.put("action", series.budget().action().toString());
    ArrayNode firing = node.putArray("firing");
    series.alerts().stream().filter(Alert::firing).map(Alert::name).forEach(firing::add);
    node.put("dataState", series.seen().sight().toString());
    node.put("stale", series.seen().stale());
    node.put("at", Json.time(series.seen().at()));
  }
}
