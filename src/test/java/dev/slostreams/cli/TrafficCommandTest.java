package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before a broker is asked. */
class TrafficCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--history | 31d | --history: must be at most 30d, but was 2678400s",
        "--again-after | 9m | --again-after: must be at least 10m, but was 540s",
        "--system | shop | --system: must be one of volley, varpulis, dumbkv, flow, payments, but was 'shop'"
      })
  void valueOutOfItsRangeIsWrongUsage(String option, String value, String message) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exitCode =
        Main.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "traffic",
            "--bootstrap-servers",
            "localhost:1",
            option,
            value);

    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "slo-streams traffic: " + message,
            "Try 'slo-streams traffic --help' for what can be given");
  }
}
