package dev.slostreams.slo;

import java.util.Map;

/**
 * Where events come from: an OpenSLO DataSource of type {@code kafka}.
 *
 * @param name the DataSource's {@code metadata.name}
 * @param topic the topic its events are on
 * @param format how a record is read
 * @param timestamp which time of an event counts
 * @param fields declared fields by CEL name; empty when nothing is declared
 * @param history whether the topic is a finished recording: its end is not silence up to now
 */
public record Source(
    String name,
    String topic,
    EventFormat format,
    Timestamp timestamp,
    Map<String, FieldType> fields,
    boolean history) {

  public Source {
    fields = Map.copyOf(fields);
  }

  /** A JSON source with the default event's timestamp and no declared fields. */
  public static Source json(String name, String topic) {
    return new Source(name, topic, EventFormat.JSON, Timestamp.field("timestamp"), Map.of(), false);
  }

  /** The same source as a finished recording. */
  public Source asHistory() {
    return new Source(name, topic, format, timestamp, fields, true);
  }

  /** The same source on another topic. */
  public Source withTopic(String other) {
    return new Source(name, other, format, timestamp, fields, history);
  }

  /** The same source in another format. */
  public Source withFormat(EventFormat other) {
    return new Source(name, topic, other, timestamp, fields, history);
  }

  /**
   * Which time of an event counts.
   *
   * @param field path of the field, empty for the format's own time (for JSON the record's
   *     timestamp)
   * @param unit how a number in the field is read; text is RFC 3339 whatever stands here
   */
  public record Timestamp(String field, TimestampUnit unit) {

    /** The format's own time. */
    public static final Timestamp OF_FORMAT = new Timestamp("", TimestampUnit.MILLISECONDS);

    public static Timestamp field(String field) {
      return new Timestamp(field, TimestampUnit.MILLISECONDS);
    }
  }
}
