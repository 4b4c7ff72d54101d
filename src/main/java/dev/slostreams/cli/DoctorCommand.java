package dev.slostreams.cli;

import dev.slostreams.app.AppConfig;
import dev.slostreams.app.Doctor;
import dev.slostreams.app.Doctor.Diagnosis;
import dev.slostreams.app.Finding;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.SloCatalog;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: whether the Kafka cluster is as it is needed. */
@Command(
    name = "doctor",
    description = {
      "Compares topics, copies, cleanup, retention, offsets and rights on the Kafka cluster with what"
          + " 'run' of the same settings needs, says what is wrong, and which commands mend it."
          + " Changes nothing.",
      "Exit code 0 when nothing is wrong, warnings or not; 1 otherwise."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    AppConfig settings = options.load();
    DefinitionTexts texts = DefinitionTexts.under(settings.slos());
    SloCatalog catalog = DefinitionPaths.load(texts, spec.commandLine().getErr());
    Diagnosis diagnosis = Doctor.examine(settings, catalog);
    out.println(diagnosis.cluster());
    long wrong = diagnosis.findings().stream().filter(Finding::wrong).count();
    if (!diagnosis.findings().isEmpty()) {
      out.println("BROKERS='" + settings.bootstrapServers() + "'");
    }
    for (Finding finding : diagnosis.findings()) {
      out.println((finding.wrong() ? "wrong: " : "warning: ") + finding.problem());
      finding.commands().forEach(command -> out.println("    " + command));
    }
    long warnings = diagnosis.findings().size() - wrong;
    out.println(wrong + " wrong, " + warnings + (warnings == 1 ? " warning" : " warnings"));
    return wrong == 0 ? ExitCode.DONE : ExitCode.NO;
  }
}
