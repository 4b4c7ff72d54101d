package dev.slostreams.openslo;

import dev.slostreams.sli.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node of a document with its path and the object it belongs to: the one way in which documents
 * are read. What is absent is an element too, so readers go down without asking; only {@link
 * #require} complains about absence.
 *
 * @param node the node, {@link YamlNode.Nothing} where there is none
 * @param object kind and name of the object, such as {@code SLO 'checkout'}
 * @param path from the root of the object
 * @param findings where problems go
 */
record Element(YamlNode node, String object, String path, Findings findings) {

  Place place() {
    return node.place();
  }

  /** Whether a value other than null stands here. */
  boolean isGiven() {
    return !(node instanceof YamlNode.Nothing);
  }

  /** The field of this mapping; an absent one if this has no such field. */
  Element get(String field) {
    YamlNode value =
        node instanceof YamlNode.Mapping mapping && mapping.fields().containsKey(field)
            ? mapping.fields().get(field).value()
            : new YamlNode.Nothing(place());
    return new Element(value, object, pathOf(field), findings);
  }

  /** Like {@link #get}, but its absence from a mapping is a problem. */
  Element require(String field) {
    Element child = get(field);
    if (node instanceof YamlNode.Mapping && !child.isGiven()) {
      child.problem("is required, but is missing");
    }
    return child;
  }

  /** Whether a field of this name stands here, be its value null. */
  boolean has(String field) {
    return node instanceof YamlNode.Mapping mapping && mapping.fields().containsKey(field);
  }

  /** Reports what is no mapping, and each field that is not known. */
  Element allow(String... known) {
    return allow(List.of(known), Map.of());
  }

  /**
   * Like {@link #allow(String...)}.
   *
   * @param misplaced rules for fields that are known elsewhere but must not stand here
   */
  Element allow(Collection<String> known, Map<String, String> misplaced) {
    entries()
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                String rule = misplaced.getOrDefault(name, "is not a field that is known here");
                String suggestion = misplaced.containsKey(name) ? "" : nearestOrAll(name, known);
                Place at = ((YamlNode.Mapping) node).fields().get(name).namePlace();
                findings.add(new Problem(at, object, value.path(), rule, "", suggestion, ""));
              }
            });
    return this;
  }

  /** The fields of this mapping in the order of the document; anything else is a problem. */
  Map<String, Element> entries() {
    Map<String, Element> entries = new LinkedHashMap<>();
    if (node instanceof YamlNode.Mapping mapping) {
      mapping.fields().keySet().forEach(name -> entries.put(name, get(name)));
    } else if (isGiven()) {
      problem("must be a mapping", written());
    }
    return entries;
  }

  Set<String> names() {
    return entries().keySet();
  }

  /** The items of this list; anything else is a problem. */
  List<Element> items() {
    List<Element> items = new ArrayList<>();
    if (node instanceof YamlNode.Items list) {
      for (YamlNode item : list.nodes()) {
        items.add(new Element(item, object, path + "[" + items.size() + "]", findings));
      }
    } else if (isGiven()) {
      problem("must be a list", written());
    }
    return items;
  }

  /** The value as people see it in a message. */
  String written() {
    return node.written();
  }

  void problem(String rule) {
    problem(rule, "", "");
  }

  void problem(String rule, String value) {
    problem(rule, value, "");
  }

  void problem(String rule, String value, String suggestion) {
    problem(rule, value, suggestion, "");
  }

  /** A problem that has a code in docs/lint.md. */
  void problem(String rule, String value, String suggestion, String code) {
    findings.add(new Problem(place(), object, path, rule, value, suggestion, code));
  }

  void notice(String text) {
    findings.add(new Notice(place(), object, path, text));
  }

  private static String nearestOrAll(String name, Collection<String> known) {
    String nearest = NearestName.suggestion(name, known);
    return nearest.isEmpty() ? "known: " + String.join(", ", known) : nearest;
  }

  private String pathOf(String field) {
    if (!field.matches("[A-Za-z0-9_]+")) {
      return path + "['" + field + "']";
    }
    return path.isEmpty() ? field : path + "." + field;
  }
}
