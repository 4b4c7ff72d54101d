package dev.slostreams.openslo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Loads the documents among the test resources. */
final class Documents {

  static final Path RESOURCES = Path.of("src/test/resources");
  static final Path PUBLIC = RESOURCES.resolve("openslo/public");

  private Documents() {}

  static List<Path> yamlBelow(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> path.toString().matches(".*\\.ya?ml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LoadResult load(Path... paths) {
    return SloCatalog.load(List.of(paths));
  }

  /** The catalog of documents that must be free of problems. */
  static SloCatalog catalog(Path... paths) {
    LoadResult result = load(paths);
    return result.catalog().orElseThrow(() -> new AssertionError("problems: " + result.problems()));
  }

  /** The catalog of this text. */
  static SloCatalog catalogOf(Path folder, String yaml) {
    return catalog(written(folder, "slos.yaml", yaml));
  }

  /** The problems of this text, each as people see it, without the folder. */
  static List<String> problemsOf(Path folder, String yaml) {
    return problems(folder, load(written(folder, "slos.yaml", yaml)));
  }

  /** The problems, each as people see it, file names without the folder. */
  static List<String> problems(Path folder, LoadResult result) {
    return result.problems().stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .toList();
  }

  static Path written(Path folder, String name, String yaml) {
    try {
      return Files.writeString(folder.resolve(name), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
