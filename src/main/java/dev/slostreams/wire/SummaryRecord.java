package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The last line of {@code backtest --output jsonl}: how many events there were, each counted under
 * every word that is true of it.
 *
 * @param counted counted in some SLO
 * @param invalid an expression of some SLO failed
 * @param future too far ahead of the event before; said only where there are some
 * @param late its second had been evaluated; counted all the same
 * @param expired older than every window of an SLO
 * @param excluded inside an exclusion; counted beside
 */
public record SummaryRecord(
    long events,
    long counted,
    long invalid,
    long malformed,
    long future,
    long late,
    long expired,
    long excluded) {

  public String line() {
    ObjectNode node = Json.object();
    node.put("type", "summary");
    node.put("events", events);
    node.put("counted", counted);
    node.put("invalid", invalid);
    node.put("malformed", malformed);
    node.put("late", late);
    node.put("expired", expired);
    node.put("excluded", excluded);
    if (future > 0) {
      node.put("future", future);
    }
    return Json.text(node);
  }
}
