package dev.slostreams.openslo;

import java.util.List;
import java.util.Map;

/** A node of a YAML document with the place it starts at. */
sealed interface YamlNode {

  Place place();

  /** What people call it in a message: the value itself where it is one. */
  String written();

  /** Nothing: the field is absent, or its value is null. */
  record Nothing(Place place) implements YamlNode {

    @Override
    public String written() {
      return "empty";
    }
  }

  /**
   * A scalar.
   *
   * @param value as written
   * @param quoted whether it is text by its quotes or its block, not by its look
   */
  record Scalar(Place place, String value, boolean quoted) implements YamlNode {

    @Override
    public String written() {
      return quoted || !value.matches("[-+.0-9].*|true|false") ? "'" + value + "'" : value;
    }
  }

  record Items(Place place, List<YamlNode> nodes) implements YamlNode {

    public Items {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String written() {
      return "a list";
    }
  }

  /** A mapping, its fields in the order of the document. */
  record Mapping(Place place, Map<String, Field> fields) implements YamlNode {

    @Override
    public String written() {
      return "a mapping";
    }
  }

  /** A field of a mapping: where its name stands, and its value. */
  record Field(Place namePlace, YamlNode value) {}
}
