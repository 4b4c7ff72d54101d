package dev.slostreams.openslo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that an object has the fields of its kind, inline or not. */
final class Shape {

  private static final int LONGEST_DESCRIPTION = 1_050;

  private Shape() {}

  /** Checks an object at the top of a document; empty when it has no name to refer to. */
  static Optional<OpenSloObject> object(Kind kind, Element root) {
    root.allow("apiVersion", "kind", "metadata", "spec");
    Optional<String> name = Metadata.check(root.require("metadata"), kind);
    spec(kind, root.require("spec"));
    return name.map(n -> new OpenSloObject(kind, n, root));
  }

  /** Checks an object inside another, where kind and apiVersion may be left out. */
  static Optional<OpenSloObject> inline(Kind kind, Element root) {
    Scalars.oneOf(root.get("kind"), List.of(kind.symbol()));
    Scalars.oneOf(root.get("apiVersion"), List.of(kind.apiVersion()));
    return object(kind, root);
  }

  /**
   * Checks what is a reference or an inline object.
   *
   * @param ref name of the field that makes it a reference
   */
  static void inlineOrReference(Kind kind, Element item, String ref) {
    if (item.has(ref)) {
      Scalars.text(item.allow(ref).require(ref));
    } else if (!(item.node() instanceof YamlNode.Mapping)) {
      item.problem("must have " + ref + " or be an " + kind.symbol(), item.written());
    } else if (Stream.of("kind", "metadata", "spec").noneMatch(item::has)) {
      item.allow(ref, "kind", "metadata", "spec");
      item.problem("must have " + ref + " or be an " + kind.symbol() + " with metadata and spec");
    } else {
      inline(kind, item);
    }
  }

  static void description(Element description) {
    Scalars.text(description)
        .filter(text -> text.codePointCount(0, text.length()) > LONGEST_DESCRIPTION)
        .ifPresent(
            text ->
                description.problem(
                    "must have at most 1050 characters",
                    text.codePointCount(0, text.length()) + " characters"));
  }

  private static void spec(Kind kind, Element spec) {
    description(spec.get("description"));
    switch (kind) {
      case SERVICE -> spec.allow("description");
      case DATA_SOURCE -> dataSource(spec);
      case SLI -> SliShape.check(spec);
      case SLO -> SloShape.check(spec);
      case ALERT_POLICY -> AlertShape.policy(spec);
      case ALERT_CONDITION -> AlertShape.condition(spec);
      case ALERT_NOTIFICATION_TARGET ->
          Scalars.text(spec.allow("description", "target").require("target"));
      case EXCLUSION -> ExclusionShape.check(spec);
      case BUDGET_POLICY -> BudgetPolicyShape.check(spec);
      case FREEZE_EXCEPTION -> FreezeExceptionShape.check(spec);
    }
  }

  private static void dataSource(Element spec) {
    spec.allow("description", "type", "connectionDetails");
    Scalars.text(spec.require("type"));
    MetricSource.checkSpelling(spec.get("type"));
  }
}
