package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of topics for people have every topic of {@code topology/topics.txt}. */
class TopicListsTest {

  private static final String APPLICATION = "slo-streams-";
  private static final String EVENTS = "request-events"; // named by whoever has a source

  @ParameterizedTest
  @ValueSource(strings = {"docs/changelog.md", "topology/README.md"})
  void everyTopicIsListed(String document) throws IOException {
    String text = Files.readString(Path.of(document));

    List<String> names =
        cleanups().keySet().stream()
            .map(name -> name.replaceFirst("^" + APPLICATION, ""))
            .filter(name -> !name.equals(EVENTS))
            .toList();

    assertThat(text).contains(names);
  }

  @ParameterizedTest
  @MethodSource("ours")
  void topicsThatOthersMakeAreListedWithTheirCleanup(String name, String cleanup)
      throws IOException {
    String list = paragraph("docs/deployment.md", "With `topics.create=false`");

    String group =
        Arrays.stream(list.split(";"))
            .filter(part -> part.contains("`" + name + "`"))
            .findFirst()
            .orElseThrow();

    assertThat(group).contains("cleanup `" + cleanup + "`");
  }

  @ParameterizedTest
  @MethodSource("ours")
  void rightsAreListedForEveryTopic(String name, String cleanup) throws IOException {
    String table = paragraph("docs/operations.md", "| on | operations |");

    assertThat(table).contains("`" + name + "`");
  }

  /** Those that are neither sources nor internal. */
  static Stream<String[]> ours() throws IOException {
    return cleanups().entrySet().stream()
        .filter(topic -> !topic.getKey().startsWith(APPLICATION))
        .filter(topic -> !topic.getKey().equals(EVENTS))
        .map(topic -> new String[] {topic.getKey(), topic.getValue()});
  }

  /** By topic, in their order. */
  private static Map<String, String> cleanups() throws IOException {
    Map<String, String> cleanups = new TreeMap<>();
    for (String page : Files.readString(Path.of("topology/topics.txt")).strip().split("\n\n")) {
      List<String> lines = page.lines().toList();
      String cleanup =
          lines.stream().filter(line -> line.startsWith("  cleanup")).findFirst().orElseThrow();
      cleanups.put(lines.get(0), cleanup.substring("  cleanup".length()).strip());
    }
    return cleanups;
  }

  private static String paragraph(String document, String start) throws IOException {
    return Arrays.stream(Files.readString(Path.of(document)).split("\n\n"))
        .filter(paragraph -> paragraph.startsWith(start))
        .findFirst()
        .orElseThrow();
  }
}
