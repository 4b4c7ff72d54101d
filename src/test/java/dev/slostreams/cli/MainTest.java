package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void helpGoesToStandardOutput() {
    int exitCode = execute("--help");

    assertThat(exitCode).isZero();
    assertThat(out.toString()).startsWith("Usage: slo-streams").contains("Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionNamesTheProgram() {
    int exitCode = execute("--version");

    assertThat(exitCode).isZero();
    assertThat(out.toString()).startsWith("slo-streams ");
  }

  @Test
  void withoutACommandTheUsageIsWrong() {
    int exitCode = execute();

    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "slo-streams: a command is missing", "Try 'slo-streams --help' for what can be given");
  }

  @Test
  void unknownOptionIsWrongUsage() {
    int exitCode = execute("--hepl");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).startsWith("slo-streams: Unknown option: '--hepl'");
  }
}
