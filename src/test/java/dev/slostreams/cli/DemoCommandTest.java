package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is started. */
class DemoCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @ParameterizedTest
  @CsvSource({"9m, 540s", "31d, 2678400s", "0s, 0s"})
  void historyIsTenMinutesToThirtyDays(String history, String shown) {
    int exitCode = execute("demo", "--history", history);

    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "slo-streams demo: --history: must be from 10m to 30d, but was " + shown,
            "Try 'slo-streams demo --help' for what can be given");
  }

  @ParameterizedTest
  @CsvSource({"--for, soon", "--port, http", "--port, 65536", "--port, -1", "--seed, x"})
  void valueOfAnotherFormIsWrongUsage(String option, String value) {
    int exitCode = execute("demo", option, value);

    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains(option).contains(value);
  }

  @Test
  void takenPortThatWasAskedForEndsTheDemo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      int exitCode = execute("demo", "--port", Integer.toString(port));

      assertThat(exitCode).isEqualTo(3);
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString().lines())
          .containsExactly(
              "slo-streams demo: --port: must be free on 127.0.0.1, but "
                  + port
                  + " is taken; give another, or 0 for a free one");
    }
  }
}
