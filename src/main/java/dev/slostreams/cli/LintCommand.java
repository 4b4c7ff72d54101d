package dev.slostreams.cli;

import dev.slostreams.app.CannotRunException;
import dev.slostreams.app.ConfigException;
import dev.slostreams.app.Recording;
import dev.slostreams.lint.Code;
import dev.slostreams.lint.Finding;
import dev.slostreams.lint.Linter;
import dev.slostreams.lint.Sample;
import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.Problem;
import dev.slostreams.openslo.SloCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lint}: what is allowed in definitions but hardly meant. */
@Command(
    name = "lint",
    description = {
      "Says what is allowed in OpenSLO documents but hardly meant, each with a code that docs/lint.md"
          + " explains. The annotation slo-streams.dev/lint-ignore: CODE,CODE says it is meant.",
      "Exit code 0 when there is nothing, 1 when there is something, 2 when the documents have problems."
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or folders of them.")
  private List<Path> paths;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "Recorded events, one per line, plain or gzip; '-' is standard input. Fields that none of"
              + " them has are found. May be given again.")
  private List<String> events = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LoadResult result = SloCatalog.load(paths);
    if (result.catalog().isEmpty()) {
      result.problems().forEach(problem -> out.println(text(problem)));
      out.println(counted(result.problems().size(), "problem"));
      return ExitCode.WRONG_USAGE;
    }
    List<Finding> findings = findings(result.catalog().get());
    findings.forEach(out::println);
    out.println(
        findings.isEmpty()
            ? "nothing found"
            : counted(findings.size(), "finding") + "; docs/lint.md says what the codes mean");
    return findings.isEmpty() ? ExitCode.DONE : ExitCode.NO;
  }

  private List<Finding> findings(SloCatalog catalog) {
    if (events.isEmpty()) {
      return Linter.findings(catalog);
    }
    Sample sample = new Sample(catalog);
    events.forEach(file -> read(file, sample));
    if (sample.isEmpty()) {
      throw new ConfigException(
          List.of("--events: must hold an event of a source of these documents, but has none"));
    }
    return Linter.findings(catalog, sample);
  }

  private static void read(String file, Sample sample) {
    try (Recording recording = Recording.open(file)) {
      for (byte[] line = recording.nextLine(); line != null; line = recording.nextLine()) {
        sample.read(line);
      }
    } catch (java.nio.file.NoSuchFileException e) {
      throw new ConfigException(
          List.of("--events: must be a file that exists, but was '" + file + "'"));
    } catch (IOException e) {
      throw new CannotRunException("--events '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(Problem problem) {
    return problem + Code.of(problem.code()).map(code -> " (" + code + ")").orElse("");
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
