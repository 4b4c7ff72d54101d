package dev.slostreams.delivery;

import dev.slostreams.wire.AlertNotice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is said of an alert, as Alertmanager takes it: everything that changes from time to time.
 */
final class Annotations {

  private Annotations() {}

  static Map<String, String> of(AlertNotice notice) {
    Map<String, String> annotations = new LinkedHashMap<>();
    put(annotations, "title", notice, "title");
    put(annotations, "summary", notice, "summary");
    put(annotations, "description", notice, "description");
    put(annotations, "runbook_url", notice, "runbook");
    put(annotations, "remaining", notice, "remaining");
    put(annotations, "time_to_exhaustion_seconds", notice, "timeToExhaustionSeconds");
    String rates =
        notice.burnRates().entrySet().stream()
            .map(rate -> rate.getKey() + "=" + rate.getValue())
            .collect(Collectors.joining(", "));
    if (!rates.isEmpty()) {
      annotations.put("burn_rates", rates);
    }
    if (!notice.targets().isEmpty()) {
      annotations.put("targets", String.join(", ", notice.targets()));
    }
    annotations.put("series", notice.seriesId());
    return annotations;
  }

  private static void put(
      Map<String, String> annotations, String name, AlertNotice notice, String field) {
    notice.field(field).ifPresent(text -> annotations.put(name, text));
  }
}
