package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.Markdown;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md promises. */
class ReadmeTest {

  private final StringWriter out = new StringWriter();

  @TempDir private Path folder;

  @Test
  void sloOfTheFirstScreenIsValid() throws IOException {
    Path slo =
        Files.writeString(
            folder.resolve("slo.yaml"), Markdown.of(Path.of("README.md")).blocks("yaml").get(0));

    int exitCode =
        Main.execute(
            new PrintWriter(out, true), new PrintWriter(out, true), "validate", slo.toString());

    assertThat(out.toString())
        .isEqualToNormalizingNewlines("valid: 1 objective to evaluate, over 1 source\n");
    assertThat(exitCode).isZero();
  }

  @Test
  void testCommandIsTheOneThatIsRunOnEveryChange() throws IOException {
    String command =
        Files.readAllLines(Path.of(".ci/run")).stream()
            .filter(line -> line.startsWith("mvn "))
            .findFirst()
            .orElseThrow();

    assertThat(readme()).contains("The tests:\n\n    " + command + "\n");
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md")).replace("\r\n", "\n");
  }
}
