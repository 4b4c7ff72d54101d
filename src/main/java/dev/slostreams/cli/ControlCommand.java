package dev.slostreams.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code control}: orders for instances that run, by way of the control topic. */
@Command(
    name = "control",
    description = {
      "Orders exclusions and freeze exceptions for instances that run, takes them back, and lists what"
          + " was ordered. Every instance applies an order at the same event time."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ControlApplyCommand.class,
      ControlUndoCommand.class,
      ControlListCommand.class,
    })
final class ControlCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Without a command: how to give one. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
