package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are loaded, and that their problems come together. */
class SeveralFilesTest {

  private static final String SERVICE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: %s}
      spec: {}
      """;

  @TempDir private Path folder;

  @Test
  void problemsOfAllFilesComeTogetherInOrder() throws IOException {
    Files.createDirectory(folder.resolve("b"));
    Documents.written(folder, "c.yaml", SERVICE.formatted("C") + "---\n" + SERVICE.formatted("D"));
    Documents.written(folder, "b/z.yml", "a: b: c\n");
    Documents.written(folder, "a.yaml", SERVICE.formatted("fine"));
    Documents.written(folder, "notes.txt", "not read");
    Path missing = folder.resolve("missing.yaml");

    LoadResult result = SloCatalog.load(List.of(missing, folder));

    String rule = "must be a DNS label: at most 63 of a-z, 0-9 and -, no - at its ends";
    assertThat(Documents.problems(folder, result))
        .containsExactly(
            "b/z.yml:1: must be YAML: mapping values are not allowed here",
            "c.yaml:3: Service 'C' metadata.name: " + rule + ", but was 'C'",
            "c.yaml:8: Service 'D' metadata.name: " + rule + ", but was 'D'",
            "missing.yaml: does not exist");
  }

  @Test
  void missingNameIsNotReportedWhileAFileCannotBeRead() {
    Documents.written(folder, "broken.yaml", "{");
    Documents.written(
        folder,
        "slo.yaml",
        """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: a}
        spec:
          service: a
          indicatorRef: b
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{target: 0.9}]
        """);

    LoadResult result = Documents.load(folder);

    assertThat(result.problems()).extracting(problem -> problem.file()).hasSize(1);
    assertThat(result.problems().get(0).file()).endsWith("broken.yaml");
  }

  @Test
  void folderWithoutDefinitionsIsAProblem() {
    LoadResult result = Documents.load(folder);

    assertThat(result.problems())
        .extracting(Problem::toString)
        .containsExactly(folder + ": needs a *.yaml or *.yml file below it");
  }

  @Test
  void nothingToLoadIsAProblem() {
    LoadResult result = Documents.load();

    assertThat(result.problems())
        .extracting(Problem::toString)
        .containsExactly("definitions: needs a file or a folder");
  }

  @Test
  void filesWithoutObjectsAreAProblem() {
    Path empty = Documents.written(folder, "empty.yaml", "# nothing\n---\n");

    LoadResult result = Documents.load(empty);

    assertThat(result.problems())
        .extracting(Problem::toString)
        .containsExactly(empty + ": needs an OpenSLO object");
  }

  @Test
  void mountedConfigMapIsReadOnce() throws IOException {
    Path data = Files.createDirectory(folder.resolve("..2026_01_01"));
    Path source =
        Documents.written(
            data,
            "source.yaml",
            """
            apiVersion: openslo/v1
            kind: DataSource
            metadata: {name: requests}
            spec: {type: kafka, connectionDetails: {topic: request-events}}
            """);
    Files.createSymbolicLink(folder.resolve("..data"), data);
    Files.createSymbolicLink(folder.resolve("source.yaml"), source);

    SloCatalog catalog = Documents.catalog(folder, folder.resolve("source.yaml"));

    assertThat(catalog.sources()).hasSize(1);
  }
}
