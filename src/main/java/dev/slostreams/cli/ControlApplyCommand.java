package dev.slostreams.cli;

import dev.slostreams.control.Control;
import dev.slostreams.openslo.DefinitionTexts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code control apply}: orders the documents of files. */
@Command(
    name = "apply",
    description = {
      "Orders every document of the files: checks them against the definitions, the limits of budget"
          + " policies and what was ordered before, then writes them to the control topic."
    },
    mixinStandardHelpOptions = true)
final class ControlApplyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ControlOptions options;
  @Mixin private EffectiveAtOption effectiveAt;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files with documents of the kinds Exclusion and FreezeException.")
  private List<Path> files;

  @Option(
      names = "--slos",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "The definitions to check against (default: those that run has published last on the"
              + " topic).")
  private List<Path> slos = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<DefinitionTexts> definitions =
        slos.isEmpty() ? Optional.empty() : Optional.of(DefinitionTexts.under(slos));
    List<Control> ordered =
        options
            .desk()
            .apply(
                DefinitionTexts.under(files),
                definitions,
                effectiveAt.second(),
                ControlOptions.now());
    for (Control control : ordered) {
      out.println(
          control.key() + " is in force from " + Instant.ofEpochSecond(control.effectiveAt()));
    }
    out.println("take back with: slo-streams control undo " + ordered.get(0).key());
    return ExitCode.DONE;
  }
}
