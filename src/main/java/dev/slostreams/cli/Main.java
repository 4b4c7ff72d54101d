package dev.slostreams.cli;

import dev.slostreams.app.ConfigException;
import dev.slostreams.app.Secrets;
import dev.slostreams.sli.OneLine;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root command: it lists the others and turns failures into messages and exit codes. */
@Command(
    name = "slo-streams",
    description = "Service-level truth from the request events that services publish to Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      BacktestCommand.class,
      ReplayCommand.class,
      TelemetryCommand.class,
      TrafficCommand.class,
      ValidateCommand.class,
      LintCommand.class,
      ControlCommand.class,
      GateCommand.class,
      DoctorCommand.class,
      TopologyCommand.class,
      CommandLine.HelpCommand.class,
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the answer is no",
      "2:wrong usage or configuration",
      "3:could not run"
    })
public final class Main implements Runnable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Main.class);

  private static final int MOST_MESSAGE = 1_000;
  private static final Pattern MISSPELT_OPTION =
      Pattern.compile("Unknown option: '(-[^'=]+)[^']*'; Expected parameter");

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  /** Runs a command line and returns the exit code. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    return commandLine(out, err).execute(args);
  }

  /** What understands command lines. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, Main::path)
        .setUnmatchedOptionsAllowedAsOptionParameters(false)
        .setParameterExceptionHandler(Main::explainUsage)
        .setExecutionExceptionHandler(Main::explainFailure);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("must be a path, but was '" + OneLine.of(text, 200) + "'");
    }
  }

  /** Without a command: how to give one. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int explainUsage(ParameterException refused, String[] args) {
    ParameterException wrong = simplified(refused);
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    String message = wrong.getMessage();
    err.println(
        command.getCommandSpec().qualifiedName() + ": " + OneLine.of(message, MOST_MESSAGE));
    if (message.length() <= MOST_MESSAGE) { // looking for similar words is quadratic
      UnmatchedArgumentException.printSuggestions(wrong, err);
    }
    err.println(
        "Try '" + command.getCommandSpec().qualifiedName() + " --help' for what can be given");
    return ExitCode.WRONG_USAGE;
  }

  /** After an option with many values a misspelt option is said to be two mistakes; it is one. */
  private static ParameterException simplified(ParameterException wrong) {
    Matcher misspelt = MISSPELT_OPTION.matcher(wrong.getMessage());
    return misspelt.lookingAt()
        ? new UnmatchedArgumentException(wrong.getCommandLine(), List.of(misspelt.group(1)))
        : wrong;
  }

  private static int explainFailure(
      Exception failure, CommandLine command, CommandLine.ParseResult result) {
    if (failure instanceof ConfigException refused) {
      refused.problems().forEach(problem -> command.getErr().println(Secrets.hide(problem)));
      return ExitCode.WRONG_USAGE;
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    command
        .getErr()
        .println(command.getCommandSpec().qualifiedName() + ": " + Secrets.hide(message));
    LOGGER.debug("command failed", failure);
    return ExitCode.COULD_NOT_RUN;
  }

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"slo-streams " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
