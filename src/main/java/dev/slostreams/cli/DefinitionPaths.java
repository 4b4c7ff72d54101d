package dev.slostreams.cli;

import dev.slostreams.app.ConfigException;
import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.Problem;
import dev.slostreams.openslo.SloCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Loads definitions for a command, or says everything that is wrong with them. */
final class DefinitionPaths {

  private DefinitionPaths() {}

  /**
   * The definitions; what cannot be evaluated, and what has no effect, is said on {@code err}.
   *
   * @throws ConfigException with every problem of every file, or when nothing can be evaluated
   */
  static SloCatalog load(List<Path> paths, PrintWriter err) {
    LoadResult result = SloCatalog.load(paths);
    if (result.catalog().isEmpty()) {
      throw new ConfigException(result.problems().stream().map(Problem::toString).toList());
    }
    SloCatalog catalog = result.catalog().get();
    catalog.notices().forEach(err::println);
    catalog.notEvaluated().forEach(err::println);
    if (catalog.slos().isEmpty()) {
      throw new ConfigException(
          List.of(
              paths.stream().map(Path::toString).collect(Collectors.joining(", "))
                  + ": must define at least one SLO that can be evaluated here, but has none"));
    }
    return catalog;
  }
}
