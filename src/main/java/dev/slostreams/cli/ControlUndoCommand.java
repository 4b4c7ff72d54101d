package dev.slostreams.cli;

import dev.slostreams.control.Control;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code control undo}: takes back what was ordered. */
@Command(
    name = "undo",
    description = {
      "Takes back what was ordered: from then on every number is as if it had never been."
    },
    mixinStandardHelpOptions = true)
final class ControlUndoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ControlOptions options;
  @Mixin private EffectiveAtOption undoneAt;

  @Parameters(paramLabel = "KIND/NAME", description = "What it is, as control list shows it.")
  private String key;

  @Override
  public Integer call() {
    Control undone = options.desk().undo(key, undoneAt.second(), ControlOptions.now());
    spec.commandLine()
        .getOut()
        .println(undone.key() + " is undone from " + Instant.ofEpochSecond(undone.undoneAt()));
    return ExitCode.DONE;
  }
}
