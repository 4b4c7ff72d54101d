package dev.slostreams.wire;

import dev.slostreams.sli.Classifier;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.Source;
import java.util.List;

/**
 * Reads the events in the values of a source's records, and of those only the fields that are asked
 * for.
 *
 * <p>An instance is owned by one thread.
 */
public interface EventDecoder {

  /**
   * Hands the events of a record to the sink; all but the OTLP formats have one event per record.
   *
   * @param value null counts as empty
   * @param recordTimestampMs the record's own time, used by sources that name no timestamp field
   */
  void decode(byte[] value, long recordTimestampMs, EventSink sink);

  /**
   * The decoder of the source's format.
   *
   * @param fields what to read; the slot of a field is its index
   * @throws IllegalArgumentException when the source's timestamp or a field cannot be had from the
   *     format
   */
  static EventDecoder of(Source source, List<Classifier.Field> fields) {
    List<String> paths = fields.stream().map(Classifier.Field::path).toList();
    Source.Timestamp timestamp = source.timestamp();
    return switch (source.format()) {
      case JSON -> JsonEventDecoder.of(timestamp, paths);
      case ENVOY_JSON -> JsonFormats.envoy(timestamp, paths);
      case SLO_EXPORTER_JSON -> JsonFormats.sloExporter(timestamp, paths);
      case ACCESS_LOG -> new AccessLogDecoder(ownTime(source, paths));
      case OTLP_JSON -> new OtlpJsonDecoder(ownTime(source, paths));
      case OTLP_PROTO -> new OtlpProtoDecoder(ownTime(source, paths));
    };
  }

  private static List<String> ownTime(Source source, List<String> paths) {
    EventFormat format = source.format();
    if (!source.timestamp().field().isEmpty()) {
      throw new IllegalArgumentException(
          "source '%s' timestamp: must not be set, as %s says when an event was, but was '%s'"
              .formatted(source.name(), format.symbol(), source.timestamp().field()));
    }
    return paths;
  }
}
