package dev.slostreams.sli;

import dev.slostreams.sli.Event.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The faults that depend on the kinds of operands; each is worded once and then reused. */
final class Faults {

  static final Fault OVERFLOW =
      new Fault(InvalidReason.EVALUATION, "the result does not fit a whole number of 64 bits");
  static final Fault DIVISION_BY_ZERO =
      new Fault(InvalidReason.EVALUATION, "a whole number is divided by zero");
  static final Fault NOT_A_NUMBER =
      new Fault(InvalidReason.EVALUATION, "the result is not a number (NaN)");

  private record Key(String operator, Kind left, Kind right, String path) {}

  private static final Map<Key, Fault> WORDED = new ConcurrentHashMap<>();

  private Faults() {}

  static Fault missing(String path) {
    return new Fault(InvalidReason.MISSING_FIELD, "field '" + path + "' is missing");
  }

  static Fault notBool(Kind kind, String path) {
    return worded(
        new Key("bool", kind, kind, path),
        () -> "must be true or false, but " + subject(path) + " is " + name(kind));
  }

  static Fault notNumber(Kind kind, String path) {
    return worded(
        new Key("number", kind, kind, path),
        () -> "must be a number, but " + subject(path) + " is " + name(kind));
  }

  static Fault notText(Kind kind, String path) {
    return worded(
        new Key("label", kind, kind, path),
        () -> "must be a string, number or bool, but " + subject(path) + " is " + name(kind));
  }

  static Fault operands(String operator, Kind left, Kind right, Node leftNode, Node rightNode) {
    String path = leftNode.fieldPath().isEmpty() ? rightNode.fieldPath() : leftNode.fieldPath();
    return worded(
        new Key(operator, left, right, path),
        () ->
            "'"
                + operator
                + "' is not defined for "
                + name(left)
                + " and "
                + name(right)
                + in(path));
  }

  static Fault operand(String function, Kind kind, Node node) {
    return worded(
        new Key(function, kind, Kind.MISSING, node.fieldPath()),
        () -> "'" + function + "' is not defined for " + name(kind) + in(node.fieldPath()));
  }

  static String name(Kind kind) {
    return kind == Kind.OTHER ? "a list or object" : kind.name().toLowerCase(Locale.ROOT);
  }

  private static Fault worded(Key key, Supplier<String> text) {
    return WORDED.computeIfAbsent(key, k -> new Fault(InvalidReason.WRONG_TYPE, text.get()));
  }

  private static String subject(String path) {
    return path.isEmpty() ? "it" : "field '" + path + "'";
  }

  private static String in(String path) {
    return path.isEmpty() ? "" : " (field '" + path + "')";
  }
}
