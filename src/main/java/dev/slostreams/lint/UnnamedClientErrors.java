package dev.slostreams.lint;

import dev.slostreams.openslo.Passage;
import dev.slostreams.sli.ExpressionOutline;
import dev.slostreams.sli.FieldTest;
import dev.slostreams.sli.FieldTest.Relation;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Part;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line drawn through HTTP statuses at 400 or 500 without a word on those between, neither in the
 * expressions nor in a description: that answers of 4xx are good, or bad, is then nobody's choice.
 */
final class UnnamedClientErrors implements Rule.OnSlo {

  private static final Pattern STATUS =
      Pattern.compile("(.*[._])?(status|status_?code|response_?code)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED =
      Pattern.compile("\\b4(xx|[0-9]{2})\\b|client", Pattern.CASE_INSENSITIVE);

  @Override
  public Code code() {
    return Code.UNNAMED_4XX;
  }

  @Override
  public void check(Subject subject, Report report) {
    if (subject.slo().indicator() instanceof Indicator.Ratio ratio && !isNamed(subject)) {
      line(ratio)
          .ifPresent(
              line -> {
                String part = ratio.partIs() == Part.GOOD ? "good" : "bad";
                report.add(
                    code(),
                    subject,
                    subject.document().ratioPart(subject.slo(), part).get("where"),
                    text(line));
              });
    }
  }

  private static String text(FieldTest line) {
    return "4xx count as %s, as '%s' is held against %s, and nothing says so; name them in a description, or test for them (429 is often your own failure)"
        .formatted(
            hundred(line) == 4 ? "failures" : "good",
            line.field(),
            ((BigDecimal) line.values().get(0)).toPlainString());
  }

  /** The one comparison of a status with 400 or 500; none if several tell 4xx apart. */
  private static Optional<FieldTest> line(Indicator.Ratio ratio) {
    List<FieldTest> tests =
        Stream.of(ratio.total().where(), ratio.part().where())
            .flatMap(where -> ExpressionOutline.of(where).tests().stream())
            .filter(test -> STATUS.matcher(test.field()).matches())
            .toList();
    List<FieldTest> lines = tests.stream().filter(UnnamedClientErrors::isLine).toList();
    boolean isToldApart =
        tests.stream().anyMatch(UnnamedClientErrors::isInside)
            || lines.stream().map(UnnamedClientErrors::hundred).distinct().count() > 1;
    return isToldApart ? Optional.empty() : lines.stream().findFirst();
  }

  private static boolean isLine(FieldTest test) {
    return test.relation() != Relation.IN
        && test.relation() != Relation.NOT_IN
        && test.values().get(0) instanceof BigDecimal number
        && List.of("399", "400", "499", "500").contains(number.toPlainString());
  }

  /** 399 and 400 draw the same line, as do 499 and 500. */
  private static int hundred(FieldTest test) {
    return (((BigDecimal) test.values().get(0)).intValue() + 1) / 100;
  }

  /** Names a status between 400 and 499. */
  private static boolean isInside(FieldTest test) {
    return test.values().stream()
        .anyMatch(
            value ->
                value instanceof BigDecimal number
                    && number.compareTo(BigDecimal.valueOf(400)) > 0
                    && number.compareTo(BigDecimal.valueOf(499)) < 0);
  }

  private static boolean isNamed(Subject subject) {
    return Stream.of(subject.document().slo(), subject.document().sli(subject.slo()))
        .flatMap(
            object ->
                Stream.of(
                    object.get("spec").get("description"),
                    object.get("metadata").get("displayName")))
        .map(Passage::text)
        .flatMap(Optional::stream)
        .anyMatch(text -> NAMED.matcher(text).find());
  }
}
