package dev.slostreams.cli;

import dev.slostreams.app.ConfigException;
import dev.slostreams.lint.Finding;
import dev.slostreams.lint.Linter;
import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.Problem;
import dev.slostreams.openslo.SloCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Loads definitions for a command, or says everything that is wrong with them. */
final class DefinitionPaths {

  private static final int MOST_FINDINGS = 10;

  private DefinitionPaths() {}

  /**
   * The definitions; what cannot be evaluated, what has no effect, and what is hardly meant is said
   * on {@code err}.
   *
   * @throws ConfigException with every problem of every file, or when nothing can be evaluated
   */
  static SloCatalog load(List<Path> paths, PrintWriter err) {
    return load(DefinitionTexts.under(paths), err);
  }

  /** Likewise, of files that have been read. */
  static SloCatalog load(DefinitionTexts texts, PrintWriter err) {
    LoadResult result = texts.load();
    if (result.catalog().isEmpty()) {
      throw new ConfigException(result.problems().stream().map(Problem::toString).toList());
    }
    SloCatalog catalog = result.catalog().get();
    catalog.notices().forEach(err::println);
    catalog.notEvaluated().forEach(err::println);
    warn(catalog, err);
    if (catalog.slos().isEmpty()) {
      throw new ConfigException(
          List.of(
              texts.texts().stream()
                      .map(DefinitionTexts.Text::file)
                      .collect(Collectors.joining(", "))
                  + ": must define at least one SLO that can be evaluated here, but has none"));
    }
    return catalog;
  }

  /** Says what lint finds, the first of many. */
  static void warn(SloCatalog catalog, PrintWriter to) {
    List<Finding> findings = Linter.findings(catalog);
    findings.stream().limit(MOST_FINDINGS).forEach(finding -> to.println("warning: " + finding));
    if (findings.size() > MOST_FINDINGS) {
      to.println(
          "warning: "
              + (findings.size() - MOST_FINDINGS)
              + " more; slo-streams lint says them all");
    }
  }
}
