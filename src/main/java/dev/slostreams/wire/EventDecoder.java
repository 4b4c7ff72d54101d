package dev.slostreams.wire;

import dev.slostreams.sli.Classifier;
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
   */
  static EventDecoder of(Source source, List<Classifier.Field> fields) {
    List<String> paths = fields.stream().map(Classifier.Field::path).toList();
    return switch (source.format()) {
      case JSON -> JsonEventDecoder.of(source.timestamp(), paths);
      default ->
          throw new IllegalArgumentException(
              "format: must be json, but was " + source.format().symbol());
    };
  }
}
