package dev.slostreams.cli;

import dev.slostreams.app.AppConfig;
import dev.slostreams.app.CannotRunException;
import dev.slostreams.app.Instance;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.SloCatalog;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: the Kafka application, until it is stopped. */
@Command(
    name = "run",
    description = {
      "Reads request events from Kafka, and sends out alerts and budgets, until it is stopped."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private static final String UNKNOWN = "Kafka Streams stopped; the log says why";

  @Spec private CommandSpec spec;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() throws InterruptedException {
    try (CtrlC ctrlC = new CtrlC()) {
      return run(ctrlC);
    }
  }

  private int run(CtrlC ctrlC) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    AppConfig settings = options.load();
    DefinitionTexts texts = DefinitionTexts.under(settings.slos());
    SloCatalog catalog = DefinitionPaths.load(texts, spec.commandLine().getErr());
    Optional<String> failure;
    try (Instance instance = Instance.start(settings, texts, catalog)) {
      ctrlC.stops(instance::close);
      out.println(
          "slo-streams runs: "
              + catalog.slos().size()
              + (catalog.slos().size() == 1 ? " objective" : " objectives"));
      out.println("  brokers  " + instance.bootstrapServers());
      out.println("  HTTP     " + instance.httpAddress());
      out.println("stop with Ctrl-C");
      boolean stopped = instance.awaitEnd();
      failure = stopped ? Optional.empty() : Optional.of(instance.failure().orElse(UNKNOWN));
    }
    if (failure.isPresent()) {
      throw new CannotRunException("stopped, because it failed: " + failure.get());
    }
    return ExitCode.DONE;
  }
}
