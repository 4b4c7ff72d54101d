package dev.slostreams.cli;

import dev.slostreams.control.Control;
import dev.slostreams.slo.DefinitionsId;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code control list}: everything that was ever ordered. */
@Command(
    name = "list",
    description = {"Lists everything that was ordered, with the event time it is in force."},
    mixinStandardHelpOptions = true)
final class ControlListCommand implements Callable<Integer> {

  private static final String LINE = "%-36s %-20s %-20s %s%n";

  @Spec private CommandSpec spec;
  @Mixin private ControlOptions options;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Control> controls = options.desk().list();
    if (controls.isEmpty()) {
      out.println("nothing was ordered");
      return ExitCode.DONE;
    }
    out.printf(LINE, "what", "in force from", "undone from", "by");
    for (Control control : controls) {
      out.printf(
          LINE,
          control.key(),
          from(control.effectiveAt()),
          control.undoneAt() == Control.NEVER ? "" : Instant.ofEpochSecond(control.undoneAt()),
          control.recorded().by());
    }
    return ExitCode.DONE;
  }

  private static String from(long second) {
    return second == DefinitionsId.BEGINNING
        ? "the beginning"
        : Instant.ofEpochSecond(second).toString();
  }
}
