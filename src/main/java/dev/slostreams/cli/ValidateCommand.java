package dev.slostreams.cli;

import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.SloCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code validate}: all problems of all documents. */
@Command(
    name = "validate",
    description = {
      "Checks OpenSLO documents and says everything that is wrong, with file, line, path, rule and"
          + " value; and which SLOs are valid but cannot be evaluated here, and why.",
      "Exit code 0 when nothing is wrong, 2 otherwise."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or folders of them.")
  private List<Path> paths;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LoadResult result = SloCatalog.load(paths);
    if (result.catalog().isEmpty()) {
      result.problems().forEach(out::println);
      out.println(counted(result.problems().size(), "problem"));
      return ExitCode.WRONG_USAGE;
    }
    SloCatalog catalog = result.catalog().get();
    catalog.notices().forEach(notice -> out.println("notice: " + notice));
    catalog.notEvaluated().forEach(out::println);
    DefinitionPaths.warn(catalog, spec.commandLine().getErr());
    out.println(
        "valid: "
            + counted(catalog.slos().size(), "objective")
            + " to evaluate, over "
            + counted(catalog.sources().size(), "source")
            + (catalog.notEvaluated().isEmpty()
                ? ""
                : "; " + counted(catalog.notEvaluated().size(), "SLO") + " not evaluated here"));
    return ExitCode.DONE;
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
