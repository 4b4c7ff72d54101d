package dev.slostreams.cli;

import dev.slostreams.cli.GateQuestion.Refused;
import dev.slostreams.gate.Verdict;
import dev.slostreams.wire.GateMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gate}: asks a running instance whether to go on. */
@Command(
    name = "gate",
    description =
        "Asks whether to go on with what may spend error budget: a deployment, a canary, an experiment.",
    footer = {
      "",
      "Where nobody can be asked, nothing can be said: then the exit code is 3.",
      "After wrong usage standard output is empty. docs/gate.md has all cases.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:allow", "1:warn", "2:block, or wrong usage", "3:insufficient-data"})
final class GateCommand implements Callable<Integer> {

  /** What a warning may become. */
  enum WarnAs {
    ALLOW,
    WARN,
    BLOCK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** For people or for scripts. */
  enum Output {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "A running instance, any of them (default ${DEFAULT-VALUE}).")
  private String url;

  @Option(
      names = "--slo",
      paramLabel = "NAME",
      description = "An SLO to judge; may be given again.")
  private List<String> slos = List.of();

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "A service, all of whose SLOs to judge; may be given again.")
  private List<String> services = List.of();

  @Option(
      names = "--label",
      paramLabel = "LABEL=VALUE",
      description =
          "Only series with this label; may be given again. SLOs not grouped by it are left out.")
  private List<String> labels = List.of();

  @Option(
      names = "--block-on",
      paramLabel = "SEVERITIES",
      description =
          "Severities whose firing alerts block, separated by commas (default page,critical); none"
              + " where the budget alone is asked for, as when the fix is deployed.")
  private String blockOn;

  @Option(
      names = "--warn-as",
      paramLabel = "VERDICT",
      description = "What a warning becomes: ${COMPLETION-CANDIDATES} (default warn).")
  private WarnAs warnAs;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Output output;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "10s",
      converter = DurationOption.class,
      description = "How long to wait for an answer (default ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the token for reading, where the instance asks for one.")
  private Path tokenFile;

  @Override
  public Integer call() {
    GateQuestion question = new GateQuestion(uri(), timeout, token());
    PrintWriter out = spec.commandLine().getOut();
    try {
      byte[] answer = question.ask();
      GateMessage message = GateMessage.read(answer);
      if (output == Output.JSON) {
        out.println(new String(answer, StandardCharsets.UTF_8));
      } else {
        new GateText(out, TerminalLine.isTerminal()).print(subject(), message);
      }
      return message.exitCode();
    } catch (Refused e) {
      if (e.isWrongUsage()) {
        throw new ParameterException(spec.commandLine(), e.getMessage());
      }
      return cannotSay(out, e.getMessage());
    } catch (IllegalArgumentException e) {
      return cannotSay(out, url + ": must answer as the gate does, but did not: " + e.getMessage());
    }
  }

  private int cannotSay(PrintWriter out, String why) {
    out.println(output == Output.JSON ? GateMessage.unreachable(why) : Verdict.INSUFFICIENT_DATA);
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + why);
    return Verdict.INSUFFICIENT_DATA.exitCode();
  }

  private URI uri() {
    if (slos.isEmpty() && services.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "needs --slo or --service");
    }
    if (!url.matches("https?://[^/?#]+[^?#]*")) {
      throw new ParameterException(
          spec.commandLine(), "--url: must be http://host:port, but was '" + url + "'");
    }
    List<String> parameters = new ArrayList<>();
    slos.forEach(slo -> parameters.add(GateQuestion.parameter("slo", slo)));
    services.forEach(service -> parameters.add(GateQuestion.parameter("service", service)));
    labels.forEach(label -> parameters.add(GateQuestion.parameter("label", label)));
    if (blockOn != null) {
      parameters.add(GateQuestion.parameter("blockOn", blockOn));
    }
    if (warnAs != null) {
      parameters.add(GateQuestion.parameter("warnAs", warnAs.toString()));
    }
    String base = url.endsWith("/") ? url : url + "/";
    return URI.create(base + "api/v1/gate?" + String.join("&", parameters));
  }

  /** What was asked for: {@code SLO cart, service shop, region=eu}. */
  private String subject() {
    List<String> parts = new ArrayList<>();
    slos.forEach(slo -> parts.add("SLO " + slo));
    services.forEach(service -> parts.add("service " + service));
    parts.addAll(labels);
    return String.join(", ", parts);
  }

  private String token() {
    if (tokenFile == null) {
      return "";
    }
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--token-file: must be readable, but '" + tokenFile + "' is not");
    }
  }
}
