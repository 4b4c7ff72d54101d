package dev.slostreams.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.demo.Show;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.testing.SystemRun;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The five systems are complete and say so. */
class SystemDefinitionsTest {

  private static final Pattern TEST_METHOD = Pattern.compile("`([a-z][a-z0-9]*[A-Z]\\w+)`");
  private static final List<Class<?>> TESTS =
      List.of(
          VolleyTest.class,
          VarpulisTest.class,
          DumbkvTest.class,
          FlowTest.class,
          PaymentsTest.class);

  static Stream<String> systems() {
    return SystemRun.all();
  }

  private static String text(String system, String file) throws IOException {
    return Files.readString(SystemRun.folder(system).resolve(file));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyAlertHasItsRunbook(String system) throws IOException {
    String alerts = text(system, "alerts.yaml");
    Set<String> names =
        SystemRun.catalog(SystemRun.folder(system)).slos().stream()
            .flatMap(slo -> slo.alertPolicies().stream())
            .map(AlertPolicy::name)
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> withRunbook =
        Pattern.compile("runbook: \"https://[^\"]+/" + system + "/([-a-z0-9]+)\"")
            .matcher(alerts)
            .results()
            .map(runbook -> runbook.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(withRunbook).isEqualTo(names);
  }

  @ParameterizedTest
  @MethodSource("systems")
  void readmeNamesEveryPromiseAndAlert(String system) throws IOException {
    String readme = text(system, "README.md").replace("`, `-", "`, `payments-");
    SloCatalog catalog = SystemRun.catalog(SystemRun.folder(system));

    assertThat(catalog.slos())
        .allSatisfy(slo -> assertThat(readme).contains("`" + slo.id().name() + "`"))
        .flatExtracting(dev.slostreams.slo.Slo::alertPolicies)
        .allSatisfy(policy -> assertThat(readme).contains("`" + policy.name()));
  }

  @Test
  void demoShowsAllOfThem() {
    assertThat(Show.SYSTEMS).containsExactlyElementsOf(SystemRun.all().toList());
    assertThat(Show.SYSTEMS)
        .allSatisfy(
            system ->
                assertThat(Show.system(system).definitions())
                    .contains(
                        "systems/" + system + "/slos.yaml", "systems/" + system + "/alerts.yaml"));
  }

  @Test
  void documentNamesTestsThatThereAre() throws IOException {
    Set<String> methods =
        TESTS.stream()
            .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
            .map(Method::getName)
            .collect(Collectors.toSet());

    List<String> named =
        Files.readAllLines(Path.of("docs/systems.md")).stream()
            .filter(line -> line.startsWith("| "))
            .map(line -> line.substring(line.lastIndexOf('|', line.length() - 2)))
            .flatMap(last -> TEST_METHOD.matcher(last).results().map((MatchResult m) -> m.group(1)))
            .toList();

    assertThat(named).isNotEmpty();
    assertThat(methods).containsAll(named);
  }
}
