package dev.slostreams.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The data of the events of the live stream that are not alerts, each in one line. */
public final class StreamEvent {

  private StreamEvent() {}

  /** Who speaks. */
  public static String hello(String instance) {
    return Json.text(Json.object().put("instance", instance));
  }

  /**
   * Series that changed.
   *
   * @param entries as of {@link BudgetRecord#entry}
   * @param removed ids of those that are gone
   */
  public static String series(List<String> entries, List<String> removed) {
    ObjectNode node = Json.object();
    ArrayNode ids = node.putArray("removed");
    removed.forEach(ids::add);
    return "{\"series\":[" + String.join(",", entries) + "]," + Json.text(node).substring(1);
  }
}
