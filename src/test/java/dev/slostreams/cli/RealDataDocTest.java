package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.RealData;
import dev.slostreams.testing.Shell;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of docs/real-data.md print what stands below them. */
class RealDataDocTest {

  private static final String PROGRAM = "    ./slo-streams ";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"nezha-backtest", "haproxy-backtest", "petshop-backtest", "apache-backtest"})
  void backtestPrintsWhatThePageShows(String name) throws IOException {
    List<String> commands = commandsBefore("<!-- output: " + name + " -->");
    String backtest = commands.get(commands.size() - 1);
    Shell.run(
        Path.of("").toAbsolutePath(), String.join("\n", commands.subList(0, commands.size() - 1)));
    StringWriter out = new StringWriter();
    PrintWriter printed = new PrintWriter(out, true);

    Main.execute(printed, printed, backtest.substring(PROGRAM.length()).split(" "));

    assertThat(out.toString()).isEqualToNormalizingNewlines(outputAfter(name));
  }

  @Test
  void checkTruthPrintsWhatThePageShows() throws IOException {
    String printed = Shell.run(RealData.FOLDER, "./check-truth");

    assertThat(page()).contains("```\n" + printed + "```\n");
  }

  /** The block of commands above a line, their files in a folder of this test. */
  private List<String> commandsBefore(String line) throws IOException {
    String above = page().substring(0, page().indexOf(line)).stripTrailing();
    String block = above.substring(above.lastIndexOf("\n\n") + 2);
    return block.lines().map(command -> command.replace("/tmp/", folder + "/")).toList();
  }

  private static String outputAfter(String name) throws IOException {
    String below = page().split("<!-- output: " + name + " -->", 2)[1];
    return below.split("```\n", 3)[1];
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/real-data.md")).replace("\r\n", "\n");
  }
}
