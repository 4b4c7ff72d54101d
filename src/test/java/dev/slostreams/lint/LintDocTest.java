package dev.slostreams.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/lint.md} has a line for each code, and none for another. */
class LintDocTest {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(L[0-9]{2})` `([a-z0-9-]+)` \\| [^|]+ \\| [^|]+ \\| [^|]+ \\|$",
          Pattern.MULTILINE);

  @Test
  void everyCodeHasItsLineInOrder() throws IOException {
    List<String> rows =
        ROW.matcher(Files.readString(Path.of("docs/lint.md")))
            .results()
            .map((MatchResult row) -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(rows).isEqualTo(Arrays.stream(Code.values()).map(Code::toString).toList());
  }
}
