package dev.slostreams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.QueryAnswer.Entry;
import dev.slostreams.wire.DataState;
import java.util.List;
import java.util.Locale;

/**
 * The envelope of series: newest tick, worst data state, and every series as on the budgets topic.
 *
 * <p>Without series both are null: nothing was seen, which is not the same as nothing is wrong.
 */
final class SeriesAnswer {

  private SeriesAnswer() {}

  static ObjectNode of(List<Entry> series) {
    return put(Answer.object(), series);
  }

  /** Adds {@code asOf}, {@code dataState} and {@code series}. */
  static ObjectNode put(ObjectNode node, List<Entry> series) {
    String newest = null;
    DataState worst = null;
    ArrayNode values = node.arrayNode();
    for (Entry entry : series) {
      JsonNode value = Answer.read(entry.json());
      String at = value.required("at").textValue();
      DataState state =
          DataState.valueOf(value.required("dataState").textValue().toUpperCase(Locale.ROOT));
      newest = newest == null || at.compareTo(newest) > 0 ? at : newest;
      worst = worst == null || state.compareTo(worst) > 0 ? state : worst;
      values.add(value);
    }
    node.put("asOf", newest);
    node.put("dataState", worst == null ? null : worst.toString());
    node.set("series", values);
    return node;
  }
}
