package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.BadInputs;
import dev.slostreams.testing.BadInputs.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command lines of {@code docs/bad-input.md}: exit code 2, and the message that it says. */
class BadCommandLinesTest {

  @Test
  void commandLinesAreRefusedAsThePageSays() {
    List<Row> rows = BadInputs.rows("Command line and settings", 0);

    assertThat(BadInputs.each(rows, BadCommandLinesTest::answer))
        .isEqualTo(BadInputs.each(rows, row -> "2 " + row.codes(2).get(0)));
  }

  private static String answer(Row row) {
    StringWriter all = new StringWriter();
    PrintWriter writer = new PrintWriter(all, true);
    String line = row.text(1);
    int exitCode =
        Main.execute(writer, writer, line.isEmpty() ? new String[0] : line.split(" ", -1));
    String wanted = row.codes(2).get(0);
    return exitCode + " " + (all.toString().contains(wanted) ? wanted : all.toString());
  }
}
