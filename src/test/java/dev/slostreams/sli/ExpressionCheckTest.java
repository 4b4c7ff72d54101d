package dev.slostreams.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.sli.ExpressionCheck.Result;
import dev.slostreams.slo.FieldType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionCheckTest {

  private static final Map<String, FieldType> DECLARED =
      Map.of(
          "status", FieldType.INT,
          "duration_ms", FieldType.DOUBLE,
          "service", FieldType.STRING,
          "http.route", FieldType.STRING);

  private static Optional<String> undeclared(String expression, Result expected) {
    return ExpressionCheck.problem(expression, expected, Map.of());
  }

  private static Optional<String> declared(String expression, Result expected) {
    return ExpressionCheck.problem(expression, expected, DECLARED);
  }

  @Test
  void usableExpressionsHaveNoProblem() {
    List<Optional<String>> problems =
        List.of(
            undeclared("status < 500", Result.BOOL),
            undeclared("bytes > 1000 && type == 'x'", Result.BOOL),
            undeclared("active", Result.BOOL),
            undeclared("has(http.route) && tags.exists(t, t == 'x')", Result.BOOL),
            undeclared("requests - failed", Result.WHOLE_NUMBER),
            declared("duration_ms <= 200 && status in [200, 204]", Result.BOOL),
            declared("has(http.route) ? http.route : service", Result.VALUE),
            declared("duration_ms", Result.NUMBER));

    assertThat(problems).containsOnly(Optional.empty());
  }

  @Test
  void syntaxErrorNamesItsColumn() {
    List<Optional<String>> problems =
        List.of(
            undeclared("status <", Result.BOOL),
            undeclared("status = 500", Result.BOOL),
            undeclared("", Result.BOOL));

    assertThat(problems)
        .containsExactly(
            Optional.of("syntax error: the expression ends too early (column 9)"),
            Optional.of("syntax error: '=' is no operator; did you mean '=='? (column 8)"),
            Optional.of("syntax error: the expression ends too early (column 1)"));
  }

  @Test
  void misspeltFieldIsAProblemWithTheNearestName() {
    List<Optional<String>> problems =
        List.of(
            declared("statsu < 500", Result.BOOL),
            declared("has(http.rout)", Result.BOOL),
            declared("colour == 'red'", Result.BOOL));

    assertThat(problems)
        .containsExactly(
            Optional.of(
                "no declared field named 'statsu'; did you mean 'status'"
                    + " (declared: duration_ms, http.route, service, status)"),
            Optional.of(
                "no declared field named 'http.rout'; did you mean 'http.route'"
                    + " (declared: duration_ms, http.route, service, status)"),
            Optional.of(
                "no declared field named 'colour'"
                    + " (declared: duration_ms, http.route, service, status)"));
  }

  @Test
  void operandsOfWrongTypesAreNamed() {
    List<Optional<String>> problems =
        List.of(
            declared("service < 5", Result.BOOL),
            declared("duration_ms + 1", Result.NUMBER),
            declared("status in ['x']", Result.BOOL),
            undeclared("statuses(1)", Result.BOOL),
            undeclared("has(status)", Result.BOOL));

    assertThat(problems)
        .containsExactly(
            Optional.of("'<' is not defined for string, int (column 9)"),
            Optional.of("'+' is not defined for double, int (column 13)"),
            Optional.of("'in' is not defined for int, list(string) (column 8)"),
            Optional.of("no function or name 'statuses' (column 9)"),
            Optional.of("has() needs a path such as has(request.id) (column 4)"));
  }

  @Test
  void resultMustFitItsUse() {
    List<Optional<String>> problems =
        List.of(
            undeclared("1 + 1", Result.BOOL),
            declared("service", Result.NUMBER),
            declared("status < 500", Result.WHOLE_NUMBER),
            undeclared("[1, 2]", Result.VALUE));

    assertThat(problems)
        .containsExactly(
            Optional.of("must be true or false, but was int"),
            Optional.of("must be a number, but was string"),
            Optional.of("must be a whole number, but was bool"),
            Optional.of("must be a string, number or bool, but was a list"));
  }

  @Test
  void patternThatIsNoRegularExpressionIsAProblem() {
    Optional<String> problem = undeclared("service.matches('[a')", Result.BOOL);

    assertThat(problem)
        .contains("matches: the pattern must be RE2 syntax, but missing closing ]: [a");
  }

  @Test
  void patternThatGrowsBeyondMeasureIsAProblem() {
    String tooLarge =
        "matches: the pattern must have at most 10000 steps once its repeats are written out";

    List<Optional<String>> problems =
        List.of(
            undeclared("service.matches('((a{0,1000}){0,1000}){0,1000}')", Result.BOOL),
            undeclared("service.matches('" + "(".repeat(5_000) + "')", Result.BOOL),
            undeclared("service.matches('" + "(".repeat(101) + ")".repeat(101) + "')", Result.BOOL),
            undeclared("service.matches('[{]{9}(?:\\\\{5}|[[:alpha:]]{1,99}){99}')", Result.BOOL),
            undeclared("service.matches('" + "x".repeat(10_001) + "')", Result.BOOL));

    assertThat(problems)
        .containsExactly(
            Optional.of(tooLarge),
            Optional.of("matches: groups of the pattern must be nested at most 100 deep"),
            Optional.of("matches: groups of the pattern must be nested at most 100 deep"),
            Optional.of(tooLarge),
            Optional.of(tooLarge));
  }

  @Test
  void patternsThatPeopleWriteAreNone() {
    List<Optional<String>> problems =
        List.of(
            undeclared("service.matches('^/api/v[0-9]{1,3}/(users|orders)/[^/]+$')", Result.BOOL),
            undeclared("service.matches('\\\\p{Greek}{2}[]a-z{9999]*\\\\x{10FFFF}')", Result.BOOL),
            undeclared("service.matches('(?:[0-9]{1,3}\\\\.){3}[0-9]{1,3}')", Result.BOOL));

    assertThat(problems).containsOnly(Optional.empty());
  }

  @Test
  void patternComesFromTheDefinitionAndFromNoEvent() {
    List<Optional<String>> problems =
        List.of(
            undeclared("service.matches(region)", Result.BOOL),
            undeclared("['a'].exists(p, service.matches(p))", Result.BOOL),
            undeclared("service.matches('a' + 'b')", Result.BOOL));

    assertThat(problems).containsOnly(Optional.of("matches: the pattern must be a text in quotes"));
  }

  @Test
  void matchesWithoutAPatternIsAProblem() {
    assertThat(undeclared("service.matches()", Result.BOOL)).isPresent();
  }
}
