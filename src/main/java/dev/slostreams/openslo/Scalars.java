package dev.slostreams.openslo;

import dev.slostreams.sli.NearestName;
import dev.slostreams.slo.Op;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads the single values of a document. What is absent gives empty without a word, what is not of
 * the kind asked for gives empty and a problem.
 */
final class Scalars {

  private static final int MAX_DIGITS = 60;
  private static final Map<String, Op> OPS = byName(Op.values());

  private Scalars() {}

  /** Text that is not empty; a number or a boolean is taken as written. */
  static Optional<String> text(Element element) {
    if (element.node() instanceof YamlNode.Scalar scalar) {
      if (scalar.value().isBlank()) {
        element.problem("must not be empty");
        return Optional.empty();
      }
      return Optional.of(scalar.value());
    }
    if (element.isGiven()) {
      element.problem("must be text", element.written());
    }
    return Optional.empty();
  }

  static Optional<Boolean> bool(Element element) {
    return plain(element)
        .filter(text -> text.matches("true|false"))
        .map(Boolean::valueOf)
        .or(
            () -> {
              complain(element, "must be true or false");
              return Optional.empty();
            });
  }

  /** The decimal as written. */
  static Optional<BigDecimal> number(Element element) {
    return plain(element)
        .flatMap(Scalars::decimal)
        .or(
            () -> {
              complain(element, "must be a number");
              return Optional.empty();
            });
  }

  /** One of the names, misspelt ones with a suggestion. */
  static Optional<String> oneOf(Element element, Collection<String> names) {
    Optional<String> text = text(element);
    if (text.isPresent() && !names.contains(text.get())) {
      element.problem(
          (names.size() == 1 ? "must be " : "must be one of ") + String.join(", ", names),
          element.written(),
          NearestName.suggestion(text.get(), names));
      return Optional.empty();
    }
    return text;
  }

  static Optional<Op> op(Element element) {
    return oneOf(element, OPS.keySet()).map(OPS::get);
  }

  /** A length as OpenSLO has it: above 0, from minutes to years. */
  static Optional<DurationShorthand> duration(Element element) {
    Optional<String> text = text(element);
    Optional<DurationShorthand> duration =
        text.flatMap(DurationShorthand::parse).filter(d -> d.amount() > 0 && !d.isInSeconds());
    if (text.isPresent() && duration.isEmpty()) {
      element.problem(
          "must be a whole number above 0 and one of m, h, d, w, M, Q, Y", element.written());
    }
    return duration;
  }

  /** A length from seconds to years, at least {@code least} of its unit. */
  static Optional<DurationShorthand> anyDuration(Element element, long least) {
    Optional<String> text = text(element);
    Optional<DurationShorthand> duration =
        text.flatMap(DurationShorthand::parse).filter(d -> d.amount() >= least);
    if (text.isPresent() && duration.isEmpty()) {
      String amount = least > 0 ? "a whole number above 0" : "a whole number";
      element.problem(
          "must be " + amount + " and one of s, m, h, d, w, M, Q, Y", element.written());
    }
    return duration;
  }

  /** A length that is fixed: from seconds to weeks, at least {@code least} seconds. */
  static OptionalLong seconds(Element element, long least) {
    Optional<DurationShorthand> duration = anyDuration(element, least);
    OptionalLong seconds = duration.map(DurationShorthand::seconds).orElse(OptionalLong.empty());
    if (duration.isPresent() && seconds.isEmpty()) {
      element.problem(
          "must have a fixed length, in s, m, h, d or w",
          element.written(),
          "write '" + duration.get().inDays() + "'");
    }
    return seconds;
  }

  private static Optional<String> plain(Element element) {
    return element.node() instanceof YamlNode.Scalar scalar && !scalar.quoted()
        ? Optional.of(scalar.value())
        : Optional.empty();
  }

  private static Optional<BigDecimal> decimal(String text) {
    if (!text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,2})?")
        || text.length() > MAX_DIGITS) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(text));
  }

  private static void complain(Element element, String rule) {
    if (element.isGiven()) {
      element.problem(rule, element.written());
    }
  }

  private static Map<String, Op> byName(Op... ops) {
    Map<String, Op> byName = new LinkedHashMap<>();
    Stream.of(ops).forEach(op -> byName.put(op.toString(), op));
    return byName;
  }
}
