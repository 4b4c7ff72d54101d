package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.slo.Slo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SLOs for people: what is promised, what watches it, and how the series stand. */
final class SloAnswer {

  private SloAnswer() {}

  /**
   * One SLO.
   *
   * @param found all of its definitions are objectives of one SLO
   */
  static ObjectNode of(Found found, List<SeriesEntry> series, Optional<String> definition) {
    ObjectNode node = Answer.object();
    SloText.put(node, found.slos());
    definition.ifPresent(text -> node.put("definition", text));
    Envelope.putOne(node, found.partitions());
    SeriesAnswer.put(node, series);
    return node;
  }

  /** A page of SLOs, each in sum. */
  static ObjectNode list(
      Found found, Page<Map.Entry<String, List<Slo>>> page, List<SeriesEntry> series) {
    Map<String, List<SeriesEntry>> bySlo = new HashMap<>();
    series.forEach(
        one -> bySlo.computeIfAbsent(one.slo().name(), name -> new ArrayList<>()).add(one));
    ObjectNode node = Envelope.put(Answer.object(), found.partitions(), found.missingPartitions());
    ArrayNode slos = node.putArray("slos");
    for (Map.Entry<String, List<Slo>> slo : page.items()) {
      ObjectNode entry = slos.addObject();
      SloText.put(entry, slo.getValue());
      putSum(entry, bySlo.getOrDefault(slo.getKey(), List.of()));
    }
    page.putEnds(node);
    return node;
  }

  private static void putSum(ObjectNode node, List<SeriesEntry> series) {
    node.put("seriesCount", series.size());
    node.put("firing", series.stream().mapToInt(SeriesEntry::firing).sum());
    series.stream()
        .mapToDouble(SeriesEntry::remaining)
        .min()
        .ifPresentOrElse(
            least -> node.put("worstRemaining", least), () -> node.putNull("worstRemaining"));
  }
}
