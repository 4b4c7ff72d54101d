package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a document, loading answers with a catalog or with problems. */
class DamagedDocumentsTest {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._']*");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"[]", "-1", "~"})
  void anyWordMayBeReplaced(String replacement) throws IOException {
    List<String> variants = variants(replacement);

    List<LoadResult> results =
        variants.stream()
            .map(text -> Documents.load(Documents.written(folder, "damaged.yaml", text)))
            .toList();

    assertThat(results)
        .isNotEmpty()
        .allMatch(result -> result.catalog().isPresent() == result.problems().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("lines")
  void anyLineMayBeMissing(int line) throws IOException {
    List<String> lines = new ArrayList<>(document().lines().toList());
    lines.remove(line);

    LoadResult result =
        Documents.load(Documents.written(folder, "damaged.yaml", String.join("\n", lines)));

    assertThat(result.catalog().isPresent()).isEqualTo(result.problems().isEmpty());
  }

  static Stream<Integer> lines() throws IOException {
    return Stream.iterate(0, line -> line + 1).limit(document().lines().count());
  }

  private static List<String> variants(String replacement) throws IOException {
    String document = document();
    Matcher word = WORD.matcher(document);
    List<String> variants = new ArrayList<>();
    while (word.find()) {
      variants.add(
          document.substring(0, word.start()) + replacement + document.substring(word.end()));
    }
    return variants;
  }

  private static String document() throws IOException {
    return Files.readString(Documents.RESOURCES.resolve("openslo/valid/by-reference.yaml"));
  }
}
