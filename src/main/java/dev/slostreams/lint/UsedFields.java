package dev.slostreams.lint;

import dev.slostreams.openslo.Passage;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.sli.ExpressionOutline;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Part;
import java.util.ArrayList;
import java.util.List;

/** Which event fields the expressions of the definitions name, and where. */
final class UsedFields {

  /**
   * A field in an expression.
   *
   * @param path of the field
   * @param at the expression
   */
  record Use(String path, Passage at, Subject subject) {

    String source() {
      return subject.slo().indicator().source();
    }

    /** Several objectives of one document share their expressions. */
    boolean isWhere(Use other) {
      return at.place().equals(other.at.place());
    }
  }

  private UsedFields() {}

  /** Every use, in the order of the documents. */
  static List<Use> of(SloCatalog catalog) {
    List<Use> uses = new ArrayList<>();
    catalog
        .documents()
        .forEach(document -> document.slos().forEach(slo -> add(new Subject(document, slo), uses)));
    return uses;
  }

  private static void add(Subject subject, List<Use> uses) {
    Indicator indicator = subject.slo().indicator();
    Passage counted = subject.document().counted(subject.slo());
    add(indicator.total(), counted, subject, uses);
    List<Passage> groups = counted.get("groupBy").items();
    for (int i = 0; i < indicator.groupBy().size(); i++) {
      Passage at = i < groups.size() ? groups.get(i) : counted;
      add(indicator.groupBy().get(i).expression(), at, subject, uses);
    }
    if (indicator instanceof Indicator.Ratio ratio) {
      String part = ratio.partIs() == Part.GOOD ? "good" : "bad";
      add(ratio.part(), subject.document().ratioPart(subject.slo(), part), subject, uses);
    } else if (indicator instanceof Indicator.Threshold threshold) {
      add(threshold.value(), counted.get("value"), subject, uses);
    } else if (indicator instanceof Indicator.Aggregated aggregated) {
      add(aggregated.value(), counted.get("value"), subject, uses);
    }
  }

  private static void add(
      Indicator.Selection selection, Passage spec, Subject subject, List<Use> uses) {
    add(selection.where(), spec.get("where"), subject, uses);
    if (spec.get("weight").isGiven()) {
      add(selection.weight(), spec.get("weight"), subject, uses);
    }
  }

  private static void add(String expression, Passage at, Subject subject, List<Use> uses) {
    ExpressionOutline.of(expression).fields().stream()
        .sorted()
        .forEach(path -> uses.add(new Use(path, at, subject)));
  }
}
