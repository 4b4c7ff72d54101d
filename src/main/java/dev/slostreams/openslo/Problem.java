package dev.slostreams.openslo;

import dev.slostreams.sli.OneLine;
import java.util.Comparator;

/**
 * Why definitions cannot be used: one broken rule at one place.
 *
 * @param place where the value stands, or the object that lacks it
 * @param object kind and name, such as {@code SLO 'checkout'}; empty outside an object
 * @param path of the field from the root of the object; empty for the object itself
 * @param rule what must hold
 * @param value what was written instead, in quotes if it is text; empty if that says nothing
 * @param suggestion what to do; empty if the rule says it
 * @param code the one it has in docs/lint.md; mostly empty
 */
public record Problem(
    Place place,
    String object,
    String path,
    String rule,
    String value,
    String suggestion,
    String code)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::place)
          .thenComparing(Problem::path)
          .thenComparing(Problem::rule)
          .thenComparing(Problem::toString);

  private static final int MOST_NAME = 200;
  private static final int MOST_RULE = 1_000;

  /* A document may hold texts of megabytes where a name should stand. */
  public Problem {
    object = OneLine.of(object, MOST_NAME);
    path = OneLine.of(path, MOST_NAME);
    rule = OneLine.of(rule, MOST_RULE);
    value = OneLine.of(value, MOST_NAME);
    suggestion = OneLine.of(suggestion, MOST_RULE);
  }

  static Problem ofFile(Place place, String rule) {
    return new Problem(place, "", "", rule, "", "", "");
  }

  /** The target leaves no budget. */
  static final String TARGET_OF_ONE = "L10";

  /** Two objects of a kind share a name. */
  static final String SAME_NAME = "L11";

  public String file() {
    return place.file();
  }

  public int line() {
    return place.line();
  }

  public int column() {
    return place.column();
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** {@code checkout.yaml:14: SLO 'checkout' spec.service: must be text, but was a list}. */
  @Override
  public String toString() {
    return place
        + ": "
        + subject(object, path)
        + rule
        + (value.isEmpty() ? "" : ", but was " + value)
        + (suggestion.isEmpty() ? "" : "; " + suggestion);
  }

  static String subject(String object, String path) {
    String subject = (object + " " + path).trim();
    return subject.isEmpty() ? "" : subject + ": ";
  }
}
