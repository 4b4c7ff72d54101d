package dev.slostreams.wire;

import dev.slostreams.slo.Source;
import java.util.ArrayList;
import java.util.List;

/** The formats that are JSON with agreed names. */
final class JsonFormats {

  private static final String ENVOY_TIME = "start_time";
  private static final String QUANTITY = "quantity";
  private static final String METADATA = "metadata";

  private JsonFormats() {}

  /**
   * Envoy's JSON access log: the event's time is {@code start_time} unless the source names another
   * field.
   */
  static EventDecoder envoy(Source.Timestamp timestamp, List<String> paths) {
    Source.Timestamp time =
        timestamp.field().isEmpty()
            ? new Source.Timestamp(ENVOY_TIME, timestamp.unit())
            : timestamp;
    return JsonEventDecoder.of(time, paths);
  }

  /**
   * The envelope of slo-exporter: {@code {"metadata": {"name": "text", …}, "quantity": 1, …}}. A
   * path is a name in {@code metadata}, or {@code quantity}; so is the timestamp, if the source
   * names one.
   */
  static EventDecoder sloExporter(Source.Timestamp timestamp, List<String> paths) {
    return JsonEventDecoder.ofNames(
        timestamp,
        inEnvelope(timestamp.field()),
        paths.stream().map(JsonFormats::inEnvelope).toList());
  }

  private static List<String> inEnvelope(String path) {
    if (path.equals(QUANTITY)) {
      return List.of(QUANTITY);
    }
    List<String> names = new ArrayList<>(List.of(METADATA));
    names.addAll(JsonEventDecoder.names(path));
    return names;
  }
}
