package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Slo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in {@code config} work. */
class ExampleDefinitionsTest {

  @Test
  void examplesLoadWithNothingToRemark() {
    SloCatalog catalog = Documents.catalog(Path.of("config/slos"));

    assertThat(catalog.slos())
        .extracting(slo -> slo.id().name())
        .containsExactly("availability", "checkout-latency", "partner-requests");
    assertThat(catalog.slos()).flatExtracting(Slo::labelNames).containsExactly("service", "area");
    assertThat(catalog.slos().get(1).alertPolicies())
        .extracting(AlertPolicy::name)
        .containsExactly("page-fast", "slow-checkouts");
    assertThat(catalog.notEvaluated()).isEmpty();
    assertThat(catalog.notices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"volley", "varpulis", "dumbkv", "flow", "payments"})
  void systemsLoadWithNothingToRemark(String system) {
    SloCatalog catalog = Documents.catalog(Path.of("config/systems", system));

    assertThat(catalog.slos()).isNotEmpty();
    assertThat(catalog.notEvaluated()).isEmpty();
    assertThat(catalog.notices()).isEmpty();
  }
}
