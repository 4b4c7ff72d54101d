package dev.slostreams.openslo;

import java.util.List;
import java.util.Optional;

/** Finds the objects in a YAML document, which is one object or a list of them. */
final class ObjectReader {

  private static final List<String> API_VERSIONS = List.of(Kind.OPENSLO, Kind.OURS);

  private ObjectReader() {}

  /** The objects that have a kind and a name; what their fields hold has been checked. */
  static List<OpenSloObject> read(YamlNode document, Findings findings) {
    List<YamlNode> nodes =
        document instanceof YamlNode.Items list ? list.nodes() : List.of(document);
    return nodes.stream().flatMap(node -> object(node, findings).stream()).toList();
  }

  private static Optional<OpenSloObject> object(YamlNode node, Findings findings) {
    Element root = new Element(node, nameOf(node), "", findings);
    Optional<OpenSloObject> object = kind(root).flatMap(kind -> Shape.object(kind, root));
    if (object.isEmpty()) {
      findings.markUnread();
    }
    return object;
  }

  /** The kind of the object; empty if it is none that is read here. */
  private static Optional<Kind> kind(Element root) {
    if (!(root.node() instanceof YamlNode.Mapping)) {
      root.problem("must be an object with apiVersion, kind, metadata and spec", root.written());
      return Optional.empty();
    }
    Element version = root.require("apiVersion");
    Optional<String> written = Scalars.text(version);
    if (written.filter(text -> !API_VERSIONS.contains(text)).isPresent()) {
      version.problem(
          "must be openslo/v1, the one version read here, or slo-streams.dev/v1 for our own kinds",
          version.written());
    }
    return written
        .filter(API_VERSIONS::contains)
        .flatMap(text -> Scalars.oneOf(root.require("kind"), Kind.symbols(text)))
        .flatMap(Kind::of);
  }

  /** Kind and name for messages, as far as they stand there. */
  private static String nameOf(YamlNode node) {
    Element root = new Element(node, "", "", new Findings());
    String kind = raw(root.get("kind"));
    String name = raw(root.get("metadata").get("name"));
    if (kind.isEmpty()) {
      return name.isEmpty() ? "" : "object '" + name + "'";
    }
    return name.isEmpty() ? kind : kind + " '" + name + "'";
  }

  private static String raw(Element element) {
    return element.node() instanceof YamlNode.Scalar scalar ? scalar.value() : "";
  }
}
