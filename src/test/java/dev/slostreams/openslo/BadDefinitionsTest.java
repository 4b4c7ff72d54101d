package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.BadInputs;
import dev.slostreams.testing.BadInputs.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The definitions of {@code docs/bad-input.md}: refused, with the problem that it says. */
class BadDefinitionsTest {

  private static final String GOOD = BadInputs.definitions();

  @Test
  void definitionsThatTheOthersAreMadeOfAreGood() {
    assertThat(problems(GOOD)).isEmpty();
  }

  @Test
  void filesHaveTheProblemsThatThePageSays() {
    List<Row> rows = BadInputs.rows("Definitions", 0);

    assertThat(BadInputs.each(rows, row -> found(row.codes(2).get(0), problems(row.text(1)))))
        .isEqualTo(BadInputs.each(rows, row -> row.codes(2).get(0)));
  }

  @Test
  void replacementsHaveTheProblemsThatThePageSays() {
    List<Row> rows = BadInputs.rows("Definitions", 1);

    assertThat(BadInputs.each(rows, row -> found(row.codes(3).get(0), problems(replaced(row)))))
        .isEqualTo(BadInputs.each(rows, row -> row.codes(3).get(0)));
  }

  private static String replaced(Row row) {
    assertThat(GOOD).contains(row.text(1));
    return GOOD.replace(row.text(1), row.text(2));
  }

  /** What is looked for if it is there, otherwise everything that is. */
  private static String found(String wanted, List<String> problems) {
    return problems.stream().anyMatch(problem -> problem.contains(wanted))
        ? wanted
        : problems.toString();
  }

  private static List<String> problems(String text) {
    DefinitionTexts texts =
        new DefinitionTexts(List.of(new DefinitionTexts.Text("a.yaml", text)), List.of());
    List<String> problems = texts.load().problems().stream().map(Problem::toString).toList();
    assertThat(problems).allMatch(problem -> problem.startsWith("a.yaml"));
    assertThat(problems).allMatch(problem -> problem.length() < 3_000);
    return problems;
  }
}
