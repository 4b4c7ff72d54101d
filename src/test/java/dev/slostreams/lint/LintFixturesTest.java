package dev.slostreams.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.openslo.LoadResult;
import dev.slostreams.openslo.SloCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bad document has its exact findings beside it; the examples that are shipped have none. */
class LintFixturesTest {

  private static final Path FOLDER = Path.of("src/test/resources/openslo/lint");

  /** Problems when loaded ({@code openslo/invalid}), and what only recorded events show. */
  private static final Set<Code> ELSEWHERE =
      EnumSet.of(Code.TARGET_OF_ONE, Code.SAME_NAME, Code.NEVER_SEEN_FIELD);

  static Stream<Path> badDocuments() {
    return yamlBelow(FOLDER).stream();
  }

  /** The files that load on their own, and the folders whose files belong together. */
  static Stream<Path> examples() throws IOException {
    List<Path> examples;
    try (Stream<Path> folders = Files.walk(Path.of("config"))) {
      examples =
          folders
              .filter(Files::isDirectory)
              .filter(folder -> directYaml(folder).stream().anyMatch(LintFixturesTest::isOpenSlo))
              .sorted()
              .toList();
    }
    assertThat(examples).contains(Path.of("config/slos"), Path.of("config/demo"));
    return examples.stream();
  }

  /** Other YAML in {@code config} is for other programs. */
  private static boolean isOpenSlo(Path file) {
    try {
      return Files.readString(file).contains("apiVersion: openslo/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("badDocuments")
  void badDocumentHasItsOwnFindings(Path document) throws IOException {
    assertThat(findings(document)).isEqualTo(expected(document));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void nothingIsFoundInWhatIsShipped(Path example) {
    assertThat(Linter.findings(catalog(example))).isEmpty();
  }

  @Test
  void everyCodeIsFoundInSomeDocument() {
    Set<String> found =
        badDocuments()
            .flatMap(document -> expected(document).stream())
            .map(line -> line.split(": ")[1])
            .collect(Collectors.toSet());

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Code.values())
                .filter(code -> !ELSEWHERE.contains(code))
                .map(Code::toString)
                .toList());
  }

  private static List<String> findings(Path document) {
    return Linter.findings(catalog(document)).stream()
        .map(finding -> finding.toString().replace(FOLDER + "/", ""))
        .toList();
  }

  private static List<String> expected(Path document) {
    String name = document.getFileName().toString().replace(".yaml", ".findings.txt");
    try {
      return Files.readAllLines(document.resolveSibling(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SloCatalog catalog(Path path) {
    LoadResult result = SloCatalog.load(List.of(path));
    return result.catalog().orElseThrow(() -> new AssertionError("problems: " + result.problems()));
  }

  private static List<Path> directYaml(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> yamlBelow(Path folder) {
    return directYaml(folder).stream().sorted().toList();
  }
}
