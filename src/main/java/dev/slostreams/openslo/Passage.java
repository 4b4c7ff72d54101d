package dev.slostreams.openslo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something written in a document that loaded without a problem, and where it stands: for messages
 * about what the document means. What is absent is a passage too, at the place of what lacks it.
 */
public final class Passage {

  private final Element object;
  private final Element at;

  private Passage(Element object, Element at) {
    this.object = object;
    this.at = at;
  }

  /** A whole object; it has metadata. */
  static Passage ofObject(Element root) {
    return new Passage(root, root);
  }

  public Place place() {
    return at.place();
  }

  /** Kind and name of the document's object, such as {@code SLO 'checkout'}. */
  public String object() {
    return at.object();
  }

  /** From the root of the object; empty for the object itself. */
  public String path() {
    return at.path();
  }

  public boolean isGiven() {
    return at.isGiven();
  }

  /** The field of this mapping. */
  public Passage get(String field) {
    return new Passage(object, at.get(field));
  }

  /** The items of this list; none if it is no list. */
  public List<Passage> items() {
    List<Passage> items = new ArrayList<>();
    if (at.node() instanceof YamlNode.Items) {
      at.items().forEach(item -> items.add(new Passage(object, item)));
    }
    return items;
  }

  /** The scalar as written. */
  public Optional<String> text() {
    return at.node() instanceof YamlNode.Scalar scalar
        ? Optional.of(scalar.value())
        : Optional.empty();
  }

  /** The number that stands here. */
  public Optional<BigDecimal> number() {
    return text().filter(text -> text.matches("[-+]?[0-9]*\\.?[0-9]+")).map(BigDecimal::new);
  }

  /** The length of fixed duration that stands here. */
  public OptionalLong seconds() {
    return text()
        .flatMap(DurationShorthand::parse)
        .map(DurationShorthand::seconds)
        .orElse(OptionalLong.empty());
  }

  /** An annotation of the object in which this stands. */
  public Passage annotation(String name) {
    return new Passage(object, object.get("metadata").get("annotations").get(name));
  }

  /** What stands here as an object of its own, with its own metadata. */
  Passage asObject() {
    return ofObject(at);
  }
}
