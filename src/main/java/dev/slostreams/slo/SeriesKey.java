package dev.slostreams.slo;

import java.util.ArrayList;
import java.util.List;

/**
 * One tuple of {@code groupBy} values of one SLO; without {@code groupBy} the SLO's only series.
 *
 * @param slo which objective of which SLO
 * @param labels the groupBy labels in the order of the definition
 */
public record SeriesKey(SloId slo, List<Label> labels) implements Comparable<SeriesKey> {

  /** The value of every label of the series that holds what came past {@code max-series}. */
  public static final String OTHER = "__other__";

  public SeriesKey {
    labels = List.copyOf(labels);
  }

  /** One label of a series. */
  public record Label(String name, String value) {}

  /** The only series of an SLO without {@code groupBy}. */
  public static SeriesKey of(SloId slo) {
    return new SeriesKey(slo, List.of());
  }

  /** The key with these values under the given label names; both lists have the same length. */
  public static SeriesKey of(SloId slo, List<String> names, List<String> values) {
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          "series of '" + slo + "': needs " + names.size() + " values, but got " + values.size());
    }
    List<Label> labels = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      labels.add(new Label(names.get(i), values.get(i)));
    }
    return new SeriesKey(slo, labels);
  }

  /** The series of the same SLO that holds what came past {@code max-series}. */
  public SeriesKey other() {
    return new SeriesKey(slo, labels.stream().map(l -> new Label(l.name(), OTHER)).toList());
  }

  public boolean isOther() {
    return !labels.isEmpty() && labels.stream().allMatch(l -> l.value().equals(OTHER));
  }

  /**
   * The readable id, unique per series: {@code checkout{region="eu-1"}}. Backslashes and quotes
   * stand behind a backslash; a control character, which would disturb a terminal or a log, stands
   * as its four digits behind a backslash and a u.
   */
  public String id() {
    if (labels.isEmpty()) {
      return slo.toString();
    }
    StringBuilder id = new StringBuilder(slo.toString()).append('{');
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      id.append(i == 0 ? "" : ",").append(label.name()).append("=\"");
      appendEscaped(label.value(), id);
      id.append('"');
    }
    return id.append('}').toString();
  }

  private static void appendEscaped(String value, StringBuilder id) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' || c == '"') {
        id.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        id.append(String.format("\\u%04x", (int) c));
      } else {
        id.append(c);
      }
    }
  }

  @Override
  public int compareTo(SeriesKey other) {
    int bySlo = slo.compareTo(other.slo);
    return bySlo != 0 ? bySlo : id().compareTo(other.id());
  }

  @Override
  public String toString() {
    return id();
  }
}
