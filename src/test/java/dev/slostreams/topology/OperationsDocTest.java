package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.MetricNames;
import dev.slostreams.sli.InvalidReason;
import dev.slostreams.wire.MalformedReason;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/operations.md} list what the program has. */
class OperationsDocTest {

  @Test
  void everyMetricIsListedWithItsHelpText() throws Exception {
    Map<String, String> metrics = new TreeMap<>();
    for (Field help : MetricNames.class.getFields()) {
      if (help.getName().endsWith("_HELP")) {
        Field name = MetricNames.class.getField(help.getName().replace("_HELP", ""));
        metrics.put((String) name.get(null), (String) help.get(null));
      }
    }

    Map<String, String> listed = new TreeMap<>();
    table("metric").forEach(row -> listed.put(row.get(0), row.get(3)));

    assertThat(listed).isEqualTo(metrics);
  }

  @Test
  void everyReasonOfADeadLetterIsListed() throws IOException {
    List<String> reasons = new ArrayList<>();
    Arrays.stream(MalformedReason.values()).map(MalformedReason::code).forEach(reasons::add);
    reasons.add(SourceReader.FUTURE);
    Arrays.stream(InvalidReason.values()).map(InvalidReason::code).forEach(reasons::add);

    List<String> listed = table("reason").stream().map(row -> row.get(0)).toList();

    assertThat(listed).containsExactlyElementsOf(reasons);
  }

  @Test
  void everyHeaderOfADeadLetterIsListed() throws Exception {
    List<String> headers = new ArrayList<>();
    for (Field field : DeadLetter.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        headers.add((String) field.get(null));
      }
    }

    List<String> listed = table("header").stream().map(row -> row.get(0)).toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(headers);
  }

  /** The rows of the table whose first column has this title, code marks taken away. */
  private static List<List<String>> table(String title) throws IOException {
    return Files.readAllLines(Path.of("docs/operations.md")).stream()
        .dropWhile(line -> !line.startsWith("| " + title + " |"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(OperationsDocTest::cells)
        .toList();
  }

  private static List<String> cells(String row) {
    String[] cells = row.substring(1).split("\\|");
    return Arrays.stream(cells).map(cell -> cell.replace("`", "").strip()).toList();
  }
}
