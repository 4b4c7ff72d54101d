package dev.slostreams.openslo;

import static dev.slostreams.openslo.Documents.PUBLIC;
import static dev.slostreams.openslo.Documents.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each document that must be refused has the whole list of its problems beside it. */
class InvalidDocumentsTest {

  static Stream<Path> documents() {
    return Stream.of(
            RESOURCES.resolve("openslo/invalid"),
            PUBLIC.resolve("invalid"),
            PUBLIC.resolve("valid-other-versions"))
        .flatMap(folder -> Documents.yamlBelow(folder).stream());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void documentIsRefusedForItsOwnReasons(Path document) throws IOException {
    String name = document.getFileName().toString().replaceAll("\\.ya?ml$", ".problems.txt");
    List<String> expected = Files.readAllLines(document.resolveSibling(name));

    LoadResult result = Documents.load(document);

    assertThat(Documents.problems(document.getParent(), result)).isEqualTo(expected).isNotEmpty();
    assertThat(result.catalog()).isEmpty();
  }
}
