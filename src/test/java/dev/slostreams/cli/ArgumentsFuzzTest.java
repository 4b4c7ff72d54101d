package dev.slostreams.cli;

import dev.slostreams.testing.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** Whatever stands on the command line is understood, or refused in a line that says why. */
class ArgumentsFuzzTest {

  /** What only reads, and nothing but the files that it is given. */
  private static final Set<String> HARMLESS = Set.of("validate", "lint", "backtest");

  private static final Pattern OF_A_PROGRAM =
      Pattern.compile("([a-z]+\\.){2}[A-Z]\\w*(Exception|Error)|\tat |Cannot invoke|out of bounds");
  private static final int LONGEST = 131_072; // what Linux takes as one argument
  private static final String INPUT = "src/test/resources/cli/input/";

  private final InputStream standardInput = System.in;

  @BeforeEach
  void closeStandardInput() {
    System.setIn(new ByteArrayInputStream(new byte[0]));
  }

  @AfterEach
  void giveBack() {
    System.setIn(standardInput);
  }

  @Test
  void commandLines() {
    Fuzz.of("arguments", 40)
        .memoryPerByte(1 << 20) // of the files that a line names
        .from(
            List.of(
                "validate " + INPUT + "tiny.yaml config/slos",
                "lint " + INPUT + "tiny.yaml --events " + INPUT + "tiny.jsonl",
                "backtest --slos " + INPUT + "tiny.yaml --events - --disorder 5s --max-series 3",
                "backtest --slos "
                    + INPUT
                    + "tiny.yaml --events "
                    + INPUT
                    + "tiny.jsonl"
                    + " --format json --output json --max-jump 1d",
                "run --config config/production.properties --set http.port=0",
                "replay --bootstrap-servers a:1 --slos x --events - --rate 3",
                "gate --url http://127.0.0.1:1 --slo cart --service shop --label a=b --block-on x",
                "control apply --bootstrap-servers a:1 --kafka a=b --at 2026-01-31T12:00:00Z x.yaml",
                "control undo --bootstrap-servers a:1 --at 2026-01-31T12:00:00+01:00 Exclusion/move",
                "telemetry x.txt --for 25s --from 2026-01-01T00:00:00Z",
                "traffic --bootstrap-servers a:1 --rate 5",
                "topology --write topology",
                "demo --system shop --for 1m"))
        .words(
            "--", "-", "--help", "--set", "=", "--at", "999999999999d", " ", "help", "\u001b[31m")
        .run(ArgumentsFuzzTest::read);
  }

  private static void read(byte[] input) {
    if (input.length > LONGEST) {
      return;
    }
    String[] arguments = new String(input, StandardCharsets.UTF_8).split(" ", -1);
    PrintWriter out = new PrintWriter(new StringWriter());
    try {
      Main.commandLine(out, out).parseArgs(arguments);
    } catch (ParameterException e) {
      execute(arguments); // which does no more than to say so
      return;
    }
    if (HARMLESS.contains(arguments[0])
        && List.of(arguments).stream().noneMatch(ArgumentsFuzzTest::isFar)) {
      execute(arguments);
    }
  }

  private static void execute(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    if (exitCode < 0 || exitCode > 3) {
      throw new AssertionError("exit code " + exitCode);
    }
    if (exitCode > 1) {
      told(out.toString() + err);
    }
  }

  /** What may lead out of this project. */
  private static boolean isFar(String argument) {
    return argument.startsWith("/")
        || argument.contains("..")
        || argument.matches("\\.?/*")
        || argument.startsWith("src") && !argument.startsWith(INPUT)
        || argument.startsWith("@");
  }

  private static void told(String message) {
    if (message == null || message.isBlank() || OF_A_PROGRAM.matcher(message).find()) {
      throw new AssertionError("no line for people: " + message);
    }
  }
}
