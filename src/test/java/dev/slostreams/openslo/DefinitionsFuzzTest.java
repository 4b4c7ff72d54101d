package dev.slostreams.openslo;

import dev.slostreams.engine.Ledger;
import dev.slostreams.lint.Linter;
import dev.slostreams.sli.Classifier;
import dev.slostreams.slo.Source;
import dev.slostreams.testing.Fuzz;
import dev.slostreams.wire.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever a definition file holds, loading gives a catalog or problems that say what to mend. */
class DefinitionsFuzzTest {

  private static final long NOW = 1_767_225_600; // 2026-01-01T00:00:00Z
  private static final Pattern OF_A_PROGRAM =
      Pattern.compile("([a-z]+\\.){2}[A-Z]\\w*(Exception|Error)");
  private static final long OF_A_NODE = 4_096; // the smallest nodes have two characters
  private static final int LONGEST_PROBLEM = 3_000;

  @Test
  void definitions() throws Exception {
    Fuzz fuzz = Fuzz.of("definitions", 80).memoryPerByte(OF_A_NODE);
    for (Path file : Documents.yamlBelow(Documents.RESOURCES.resolve("openslo/valid"))) {
      fuzz.from(Files.readAllBytes(file));
    }
    for (Path file : Documents.yamlBelow(Path.of("config/slos"))) {
      fuzz.from(Files.readAllBytes(file));
    }
    fuzz.from(Files.readAllBytes(Documents.RESOURCES.resolve("openslo/invalid/exclusions.yaml")))
        .from(List.of(EXCLUSION, RECURRING))
        .words(
            "&a ",
            "*a",
            "<<: *a",
            "- ",
            "? ",
            ": ",
            "|\n",
            "!!binary ",
            "!<%zz> ",
            "%YAML 99999999999.1\n---\n",
            "%TAG ! !\n---\n",
            "\"\\UFFFFFFFF\"",
            "\"\\xZZ\"",
            "---\n",
            "...\n",
            "99999999999999999999d",
            "9223372036854775807w",
            "0.9999999999999999999999",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=SECONDLY;INTERVAL=2147483647",
            "FREQ=DAILY;COUNT=2147483647",
            "RRULE:",
            "((((((((((((((((",
            "[[[[[[[[",
            "!!!!!!!!!!!!!!!!",
            "------------1",
            "status.matches('(a+)+$')",
            "status.matches('((a{0,1000}){0,1000}){0,1000}')",
            "'a' + ",
            "x ? ",
            "{'a': 1}.a",
            "[1, 2].map(x, x)",
            "duration('1s')",
            "timestamp(0)",
            "1 / 0")
        .run(DefinitionsFuzzTest::read);
  }

  private static final String EXCLUSION =
      """
      apiVersion: slo-streams.dev/v1
      kind: Exclusion
      metadata: {name: move}
      spec:
        slos: [errors]
        kind: maintenance
        reason: the database is moved
        approvedBy: jo
        intervals:
          - {from: 2026-01-01T00:00:00Z, to: 2026-01-01T01:00:00Z}
      """;

  private static final String RECURRING =
      """
      apiVersion: slo-streams.dev/v1
      kind: Exclusion
      metadata: {name: nightly}
      spec:
        services: [shop]
        kind: maintenance
        reason: backups
        approvedBy: jo
        recurrence: {start: "2026-01-05T02:00:00", duration: 1h, rule: "FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20270101T000000", timeZone: Europe/Warsaw}
      """;

  private static void read(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    DefinitionTexts texts =
        new DefinitionTexts(List.of(new DefinitionTexts.Text("a.yaml", text)), List.of());
    LoadResult result = texts.load();
    if (result.catalog().isPresent() != result.problems().isEmpty()) {
      throw new AssertionError("neither a catalog nor a problem");
    }
    result.problems().forEach(problem -> told(problem.toString()));
    result.catalog().ifPresent(DefinitionsFuzzTest::use);
    OneDocument.each(texts.texts());
  }

  /** What loads without a problem runs. */
  private static void use(SloCatalog catalog) {
    catalog.notices().forEach(notice -> told(notice.toString()));
    catalog.notEvaluated().forEach(slo -> told(slo.toString()));
    Linter.findings(catalog).forEach(finding -> told(finding.toString()));
    for (Source source : catalog.sources()) {
      Classifier classifier = Classifier.of(source, catalog.slosOf(source), catalog.exclusions());
      EventDecoder.of(source, classifier.fields());
    }
    new Ledger(catalog.slos(), 10);
    catalog.exclusions().all().forEach(one -> one.intervals().within(NOW, NOW + 86_400));
  }

  private static void told(String problem) {
    if (!problem.startsWith("a.yaml")
        || problem.length() > LONGEST_PROBLEM
        || problem.contains("\n")
        || OF_A_PROGRAM.matcher(problem).find()) {
      throw new AssertionError(
          "no line for people (" + problem.length() + " characters): " + problem);
    }
  }
}
