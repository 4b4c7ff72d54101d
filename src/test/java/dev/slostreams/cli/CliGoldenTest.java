package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Command lines and their whole answers; see {@code src/test/resources/cli/README.md}. */
class CliGoldenTest {

  private static final Path CASES = Path.of("src/test/resources/cli");

  private InputStream standardInput;

  @BeforeEach
  void remember() {
    standardInput = System.in;
  }

  @AfterEach
  void giveBack() {
    System.setIn(standardInput);
  }

  static Stream<String> cases() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(CASES)) {
      folders = all.filter(folder -> Files.exists(folder.resolve("command.txt"))).toList();
    }
    return folders.stream().map(folder -> folder.getFileName().toString()).sorted();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsWritten(String name) throws IOException {
    Path folder = CASES.resolve(name);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    System.setIn(input(folder));

    int exitCode =
        Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments(folder));

    assertThat(out.toString()).isEqualToNormalizingNewlines(text(folder, "out.txt"));
    assertThat(err.toString()).isEqualToNormalizingNewlines(text(folder, "err.txt"));
    assertThat(exitCode + "\n").isEqualToNormalizingNewlines(text(folder, "exit.txt"));
  }

  private static String[] arguments(Path folder) {
    String line = text(folder, "command.txt").strip();
    return line.isEmpty() ? new String[0] : line.split(" ");
  }

  private static InputStream input(Path folder) throws IOException {
    Path file = folder.resolve("stdin.txt");
    return Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream();
  }

  private static String text(Path folder, String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
