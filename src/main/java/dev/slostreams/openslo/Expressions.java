package dev.slostreams.openslo;

import dev.slostreams.sli.ExpressionCheck;
import dev.slostreams.sli.ExpressionCheck.Result;
import dev.slostreams.sli.ExpressionOutline;
import dev.slostreams.slo.EventFormat;
import dev.slostreams.slo.FieldType;
import dev.slostreams.slo.Indicator.GroupBy;
import dev.slostreams.slo.Indicator.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the expressions in the {@code spec} of a Kafka metric source.
 *
 * @param fields the declared fields of its source; empty when nothing is declared
 * @param format the format of its source
 */
record Expressions(Map<String, FieldType> fields, EventFormat format) {

  private static final Pattern LABELLED =
      Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*=(?!=)\\s*(\\S.*)", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*\\.)*([A-Za-z_][A-Za-z0-9_]*)");

  /** {@code where} and {@code weight}. */
  Selection selection(Element spec, String missingWeight) {
    return new Selection(
        text(spec.get("where"), Result.BOOL).orElse(Selection.ALL.where()),
        text(spec.get("weight"), Result.WHOLE_NUMBER).orElse(missingWeight));
  }

  /** The expression that stands here; what is wrong with it is reported. */
  Optional<String> text(Element element, Result expected) {
    Optional<String> text = Scalars.text(element);
    text.ifPresent(expression -> check(element, expression, expected));
    return text;
  }

  /**
   * Entries are {@code label=expression}, or a plain field, whose label is its name: of a path such
   * as {@code http.route} the last part.
   */
  List<GroupBy> groupBy(Element list) {
    List<GroupBy> entries = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (Element item : list.items()) {
      Optional<GroupBy> entry = Scalars.text(item).flatMap(text -> entry(item, text));
      entry.ifPresent(e -> check(item, e.expression(), Result.VALUE));
      if (entry.isPresent() && !labels.add(entry.get().label())) {
        item.problem("labels must be unique, but '" + entry.get().label() + "' stands twice");
      }
      entry.ifPresent(entries::add);
    }
    return entries;
  }

  private static Optional<GroupBy> entry(Element item, String text) {
    Matcher field = FIELD.matcher(text.strip());
    if (field.matches()) {
      return Optional.of(new GroupBy(field.group(2), text.strip()));
    }
    Matcher labelled = LABELLED.matcher(text);
    if (labelled.matches()) {
      return Optional.of(new GroupBy(labelled.group(1), labelled.group(2).strip()));
    }
    item.problem("must be a field or label=expression", item.written());
    return Optional.empty();
  }

  private void check(Element element, String expression, Result expected) {
    ExpressionCheck.problem(expression, expected, fields)
        .or(() -> missing(expression))
        .ifPresent(sentence -> element.problem("in '" + expression + "': " + sentence));
  }

  /** Says which field no event of the format has. */
  private Optional<String> missing(String expression) {
    List<String> known = format.fields();
    return known.isEmpty()
        ? Optional.empty()
        : ExpressionOutline.of(expression).fields().stream()
            .filter(path -> !known.contains(path))
            .sorted()
            .findFirst()
            .map(
                path ->
                    "format %s has no field named '%s' (it has: %s)"
                        .formatted(format.symbol(), path, String.join(", ", known)));
  }
}
