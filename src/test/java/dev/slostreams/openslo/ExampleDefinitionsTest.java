package dev.slostreams.openslo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Slo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The examples in {@code config/slos} work. */
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
}
