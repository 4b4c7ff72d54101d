package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.slostreams.slo.AlertPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The default policies against the rules that Sloth, another generator of the SRE Workbook's
 * alerts, made from an OpenSLO document of 99.9 % over 30 days.
 *
 * <p>This file of Sloth's records the error ratio of every window its alerts ask for, but has no
 * alerts. Their factors are checked against the shares of the budget they stand for.
 */
class SlothRulesTest {

  private static final String PERIOD = "30d";

  private final List<JsonNode> rules = new ArrayList<>();

  @BeforeEach
  void read() throws IOException {
    try (InputStream file =
        SlothRulesTest.class.getResourceAsStream("/real/sloth-openslo-getting-started.rules.yml")) {
      for (JsonNode group : new YAMLMapper().readTree(file).path("groups")) {
        group.path("rules").forEach(rules::add);
      }
    }
  }

  @Test
  void everyWindowSlothRecordsIsOneOfOursAndTheOtherWayRound() {
    TreeSet<String> recorded = new TreeSet<>();
    rules.forEach(rule -> recorded.add(rule.path("labels").path("sloth_window").asText()));
    recorded.remove(""); // rules about the SLO as a whole
    recorded.remove(PERIOD);

    TreeSet<String> ours = new TreeSet<>();
    defaults().stream()
        .flatMap(policy -> policy.conditions().stream())
        .forEach(condition -> ours.add(condition.window().label()));

    assertThat(ours).isEqualTo(recorded);
  }

  /** The Workbook pages at 2 % and 5 % of the budget and writes tickets at 10 %, twice. */
  @Test
  void factorsSpendTheWorkbooksSharesOfSlothsPeriod() {
    long periodSeconds = (long) vector("slo:time_period:days") * 86_400;

    List<String> spent =
        defaults().stream()
            .map(
                policy -> {
                  var longest = policy.conditions().get(0);
                  double factor = factor(policy);
                  return "%s %.1f spends %.0f %%"
                      .formatted(
                          longest.window().label(),
                          factor,
                          100 * factor * longest.window().seconds() / periodSeconds);
                })
            .toList();

    assertThat(spent)
        .containsExactly(
            "1h 14.4 spends 2 %", "6h 6.0 spends 5 %", "1d 3.0 spends 10 %", "3d 1.0 spends 10 %");
  }

  private static List<AlertPolicy> defaults() {
    return DefaultPolicies.over(30L * 86_400).stream()
        .sorted(Comparator.comparing(SlothRulesTest::factor).reversed())
        .toList();
  }

  private static double factor(AlertPolicy policy) {
    var threshold = policy.conditions().get(0).threshold();
    return threshold.numerator().doubleValue() / threshold.denominator().doubleValue();
  }

  /** The number in {@code vector(30)} of the rule of this name. */
  private double vector(String record) {
    String expression =
        rules.stream()
            .filter(rule -> rule.path("record").asText().equals(record))
            .findFirst()
            .orElseThrow()
            .path("expr")
            .asText();
    return Double.parseDouble(expression.substring("vector(".length(), expression.length() - 1));
  }
}
