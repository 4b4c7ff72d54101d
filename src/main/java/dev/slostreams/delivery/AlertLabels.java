package dev.slostreams.delivery;

import dev.slostreams.wire.AlertNotice;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The labels that say which alert this is, as Alertmanager takes them: never anything that changes
 * while it fires.
 *
 * <p>A label of the series whose name Alertmanager or we use for something else gets {@code
 * series_} before it; characters that no label may have become {@code _}, and a name that is taken
 * then gets a number.
 */
final class AlertLabels {

  private AlertLabels() {}

  static Map<String, String> of(AlertNotice notice) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", notice.alert());
    labels.put("severity", notice.severity());
    labels.put("slo", notice.slo());
    labels.put("objective", notice.objective().orElse(""));
    labels.put("service", notice.service());
    notice.series().forEach((name, value) -> labels.put(free(name, labels), value));
    labels.values().removeIf(String::isEmpty); // Alertmanager takes an empty label for none
    return labels;
  }

  private static String free(String label, Map<String, String> taken) {
    String name = label.replaceAll("[^a-zA-Z0-9_]", "_");
    if (name.isEmpty() || Character.isDigit(name.charAt(0)) || name.startsWith("__")) {
      name = "series_" + name;
    }
    if (taken.containsKey(name)) {
      name = "series_" + name;
    }
    String numbered = name;
    for (int number = 2; taken.containsKey(numbered); number++) {
      numbered = name + "_" + number;
    }
    return numbered;
  }
}
