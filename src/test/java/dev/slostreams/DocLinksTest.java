package dev.slostreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between documents lead somewhere, and every document can be reached from the first one. */
class DocLinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Path FIRST = Path.of("README.md");

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) {
    List<String> dead = new ArrayList<>();
    for (String link : links(document)) {
      Path target = target(document, link);
      String section = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
      if (!Files.exists(target)) {
        dead.add(link + ": no such file");
      } else if (!section.isEmpty() && !sections(target).contains(section)) {
        dead.add(link + ": no such section");
      }
    }

    assertThat(dead).isEmpty();
  }

  @Test
  void everyDocumentIsReachedFromTheFirstOne() throws IOException {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(FIRST));
    while (!open.isEmpty()) {
      Path document = open.pop();
      if (reached.add(document) && document.toString().endsWith(".md")) {
        links(document).stream().map(link -> target(document, link)).forEach(open::push);
      }
    }

    // a folder that is linked is a list of what is in it
    assertThat(documents())
        .allSatisfy(document -> assertThat(reached).containsAnyOf(document, folderOf(document)));
  }

  static Stream<Path> documents() throws IOException {
    List<Path> found = new ArrayList<>(List.of(FIRST));
    for (String folder : List.of("docs", "config", "topology", "load-test")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .filter(file -> file.getFileName().toString().endsWith(".md"))
            .filter(file -> !file.endsWith("LICENSE.md")) // of a recording
            .filter(file -> !file.toString().contains("/target/"))
            .filter(file -> !file.startsWith("load-test/results")) // of this machine
            .sorted()
            .forEach(found::add);
      }
    }
    return found.stream();
  }

  /** Those to files of this repository, outside of code. */
  private static List<String> links(Path document) {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(Markdown.of(document).prose());
    while (link.find()) {
      if (!link.group(1).matches("[a-z]+:.*")) {
        links.add(link.group(1));
      }
    }
    return links;
  }

  private static Path target(Path document, String link) {
    String file = link.contains("#") ? link.substring(0, link.indexOf('#')) : link;
    return file.isEmpty() ? document : folderOf(document).resolve(file).normalize();
  }

  private static Path folderOf(Path document) {
    Path folder = document.getParent();
    return folder == null ? Path.of("") : folder;
  }

  /** As web pages of repositories name them: lower case, without punctuation, spaces as hyphens. */
  private static Set<String> sections(Path document) {
    Set<String> sections = new TreeSet<>();
    Markdown.of(document)
        .prose()
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .forEach(sections::add);
    return sections;
  }
}
