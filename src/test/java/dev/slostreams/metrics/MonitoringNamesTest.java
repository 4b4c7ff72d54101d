package dev.slostreams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slostreams.testing.Yaml;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules and dashboards ask for metrics that there are. */
class MonitoringNamesTest {

  private static final Pattern NAME =
      Pattern.compile("\\b(slo_streams_\\w+|slo:[\\w:]+|sloth_\\w+_info)");

  @ParameterizedTest
  @ValueSource(strings = {"slo-streams", "sloth"})
  void rulesAskForWhatThereIs(String name) {
    JsonNode rules = Yaml.read(Path.of("config/prometheus/rules/" + name + ".yml"));

    assertThat(asked(rules)).isNotEmpty().isSubsetOf(metrics());
  }

  @ParameterizedTest
  @ValueSource(strings = {"slo-overview", "golden-signals"})
  void dashboardsAskForWhatThereIs(String name) throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("config/grafana/dashboards", name + ".json").toFile());

    assertThat(asked(dashboard)).isNotEmpty().isSubsetOf(metrics());
  }

  /** The names in all expressions and in the queries of variables. */
  private static Set<String> asked(JsonNode tree) {
    Set<String> names = new TreeSet<>();
    Stream.concat(tree.findValues("expr").stream(), tree.findValues("query").stream())
        .map(query -> query.isTextual() ? query.textValue() : query.path("query").asText())
        .forEach(
            query -> {
              Matcher name = NAME.matcher(query);
              while (name.find()) {
                names.add(name.group());
              }
            });
    return names;
  }

  private static Set<String> metrics() {
    Set<String> names = new TreeSet<>(constants(MetricNames.class));
    for (String part : List.of("_sum", "_count", "_max")) {
      names.add(MetricNames.EVALUATION + part); // a timer
    }
    for (var window : SlothSeries.WINDOWS) {
      names.add(SlothSeries.ERROR_RATIO + SlothSeries.window(window.seconds()));
    }
    names.addAll(constants(SlothSeries.class));
    names.add(SlothSeries.INFO + "_info");
    return names;
  }

  private static Set<String> constants(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
        .filter(field -> !field.getName().endsWith("_HELP"))
        .map(MonitoringNamesTest::value)
        .collect(Collectors.toSet());
  }

  private static String value(Field field) {
    try {
      field.setAccessible(true);
      return String.valueOf(field.get(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
