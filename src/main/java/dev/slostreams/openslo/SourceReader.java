package dev.slostreams.openslo;

import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.FieldType;
import dev.slostreams.slo.Source;
import dev.slostreams.slo.TimestampUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the DataSources of type {@code kafka}. */
final class SourceReader {

  /** How long the topic keeps its records, for lint. */
  static final String RETENTION = "retention";

  private static final String FIELD_PATH = "[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*";
  private static final Map<String, EventFormat> FORMATS =
      bySymbol(EventFormat::symbol, List.of(EventFormat.values()));
  private static final Map<String, FieldType> TYPES =
      bySymbol(FieldType::symbol, List.of(FieldType.values()));
  private static final Map<String, TimestampUnit> UNITS = units();

  private SourceReader() {}

  static boolean isKafka(OpenSloObject dataSource) {
    return Scalars.text(dataSource.spec().get("type"))
        .filter(MetricSource.KAFKA::equals)
        .isPresent();
  }

  /** The source; empty when its topic is not known. What is wrong is reported. */
  static Optional<Source> read(OpenSloObject dataSource) {
    Element details =
        dataSource
            .spec()
            .require("connectionDetails")
            .allow("topic", "format", "timestamp", "timestampUnit", "fields", "history", RETENTION);
    Scalars.seconds(details.get(RETENTION), 1);
    Optional<String> topic = topic(details.require("topic"));
    EventFormat format =
        Scalars.oneOf(details.get("format"), FORMATS.keySet())
            .map(FORMATS::get)
            .orElse(EventFormat.JSON);
    Source.Timestamp timestamp = timestamp(details, format);
    Map<String, FieldType> fields = fields(details.get("fields"));
    boolean history = Scalars.bool(details.get("history")).orElse(false);
    return topic.map(
        name -> new Source(dataSource.name(), name, format, timestamp, fields, history));
  }

  private static Optional<String> topic(Element topic) {
    Optional<String> name = Scalars.text(topic);
    if (name.isPresent() && !name.get().matches("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}")) {
      topic.problem(
          "must be the name of a topic: at most 249 of a-z, A-Z, 0-9, ., _ and -", topic.written());
      return Optional.empty();
    }
    return name;
  }

  private static Source.Timestamp timestamp(Element details, EventFormat format) {
    Element field = details.get("timestamp");
    Element unit = details.get("timestampUnit");
    Optional<String> path = Scalars.text(field);
    if (unit.isGiven() && !field.isGiven()) {
      unit.problem("needs timestamp, the field whose unit it is");
    }
    if (path.isPresent() && format.hasOwnTime()) {
      field.problem(
          "must not be set, as " + format.symbol() + " says when an event was", field.written());
    }
    TimestampUnit ofField =
        Scalars.oneOf(unit, UNITS.keySet()).map(UNITS::get).orElse(TimestampUnit.MILLISECONDS);
    return path.map(text -> new Source.Timestamp(text, ofField)).orElse(Source.Timestamp.OF_FORMAT);
  }

  private static Map<String, FieldType> fields(Element fields) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    fields
        .entries()
        .forEach(
            (name, type) -> {
              if (!name.matches(FIELD_PATH)) {
                type.problem("the name of a field must be as in expressions: a_field, or a.path");
              }
              if (!type.isGiven()) {
                type.problem("must be one of " + String.join(", ", TYPES.keySet()), "empty");
              }
              Scalars.oneOf(type, TYPES.keySet())
                  .ifPresent(symbol -> types.put(name, TYPES.get(symbol)));
            });
    return types;
  }

  private static Map<String, TimestampUnit> units() {
    Map<String, TimestampUnit> units =
        bySymbol(TimestampUnit::symbol, List.of(TimestampUnit.values()));
    for (String micro : List.of("\u00b5s", "\u03bcs")) {
      units.put(micro, TimestampUnit.MICROSECONDS);
    }
    return units;
  }

  private static <E> Map<String, E> bySymbol(Function<E, String> symbol, List<E> values) {
    Map<String, E> bySymbol = new LinkedHashMap<>();
    values.forEach(value -> bySymbol.put(symbol.apply(value), value));
    return bySymbol;
  }
}
