package dev.slostreams.openslo;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the YAML documents of a file's text; what is no YAML becomes a problem. */
final class YamlFile {

  private static final int MAX_ALIASES = 50;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_CHARACTERS = 3_145_728; // 3 MiB, as SnakeYAML has it

  private YamlFile() {}

  /** The documents of the file as far as they can be read; an empty one is left out. */
  static List<YamlNode> parse(String file, String text, Findings findings) {
    if (text.length() > MAX_CHARACTERS) {
      findings.addUnread(
          Problem.ofFile(
              Place.wholeFile(file),
              "must have at most " + MAX_CHARACTERS + " characters, but has " + text.length()));
      return List.of();
    }
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    NodeConverter converter = new NodeConverter(file, findings);
    List<YamlNode> documents = new ArrayList<>();
    try {
      for (Node document : new Yaml(options).composeAll(new java.io.StringReader(text))) {
        YamlNode node = converter.convert(document);
        if (!(node instanceof YamlNode.Nothing)) {
          documents.add(node);
        }
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      Place place = new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
      findings.addUnread(Problem.ofFile(place, "must be YAML: " + oneLine(e.getProblem())));
    } catch (IllegalArgumentException e) { // SnakeYAML's own, of an escape such as "\UFFFFFFFF"
      findings.addUnread(
          Problem.ofFile(
              Place.wholeFile(file), "must be YAML: holds an escape that is no character"));
    } catch (YAMLException e) {
      findings.addUnread(
          Problem.ofFile(Place.wholeFile(file), "must be YAML: " + oneLine(e.getMessage())));
    }
    return documents;
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s+", " ");
  }
}
