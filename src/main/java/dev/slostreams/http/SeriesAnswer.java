package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.QueryAnswer.Found;
import java.util.List;

/** A page of series, each as on the budgets topic with its id. */
final class SeriesAnswer {

  private SeriesAnswer() {}

  static ObjectNode of(Found found, Page<SeriesEntry> page) {
    ObjectNode node = Envelope.put(Answer.object(), found.partitions(), found.missingPartitions());
    put(node, page.items());
    page.putEnds(node);
    return node;
  }

  /** Adds {@code series}. */
  static void put(ObjectNode node, List<SeriesEntry> series) {
    ArrayNode values = node.putArray("series");
    series.forEach(one -> values.addRawValue(one.json()));
  }
}
