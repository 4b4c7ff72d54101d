package dev.slostreams.openslo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns SnakeYAML's node graph of one file into a tree: aliases written out, merge keys merged,
 * duplicate fields reported. The size of the tree is limited, whatever the aliases multiply to.
 */
final class NodeConverter {

  private static final int MAX_NODES = 200_000;
  private static final int MAX_DEPTH = 50;

  private final String file;
  private final Findings findings;
  private int nodes;

  NodeConverter(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  YamlNode convert(Node node) {
    return convert(node, 0);
  }

  private YamlNode convert(Node node, int depth) {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw new TooLarge(node.getStartMark());
    }
    if (node instanceof ScalarNode scalar) {
      boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
      return scalar.getTag().equals(Tag.NULL) && !quoted
          ? new YamlNode.Nothing(place(node))
          : new YamlNode.Scalar(place(node), scalar.getValue(), quoted);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item, depth + 1));
      }
      return new YamlNode.Items(place(node), items);
    }
    return mapping((MappingNode) node, depth);
  }

  private YamlNode mapping(MappingNode node, int depth) {
    Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
    List<YamlNode> merged = new ArrayList<>();
    for (NodeTuple tuple : node.getValue()) {
      YamlNode value = convert(tuple.getValueNode(), depth + 1);
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merged.addAll(value instanceof YamlNode.Items items ? items.nodes() : List.of(value));
      } else {
        add(fields, tuple.getKeyNode(), value);
      }
    }
    for (YamlNode from : merged) {
      if (from instanceof YamlNode.Mapping mapping) {
        mapping.fields().forEach(fields::putIfAbsent);
      }
    }
    return new YamlNode.Mapping(place(node), fields);
  }

  private void add(Map<String, YamlNode.Field> fields, Node key, YamlNode value) {
    if (!(key instanceof ScalarNode name)) {
      findings.add(Problem.ofFile(place(key), "the name of a field must be text"));
      return;
    }
    YamlNode.Field field = new YamlNode.Field(place(key), value);
    YamlNode.Field before = fields.putIfAbsent(name.getValue(), field);
    if (before != null) {
      findings.add(
          Problem.ofFile(
              place(key),
              "field '%s' must stand once, but stands in line %d already"
                  .formatted(name.getValue(), before.namePlace().line())));
    }
  }

  private Place place(Node node) {
    Mark mark = node.getStartMark();
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The tree would be larger or deeper than any definition needs. */
  private static final class TooLarge extends MarkedYAMLException {

    private static final long serialVersionUID = 1L;

    TooLarge(Mark at) {
      super(null, null, "is too large or too deep once its aliases are written out", at);
    }
  }
}
