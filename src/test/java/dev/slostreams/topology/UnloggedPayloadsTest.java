package dev.slostreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Logged;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What stands in records may be personal: neither keys nor values are logged, whatever is wrong
 * with them, at DEBUG and above.
 */
class UnloggedPayloadsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String CANARY = "canary-5f1e";

  private static final List<String> RECORDS =
      List.of(
          "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":503}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"canary-5f1e\"}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":\"canary-5f1e\"}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":[\"canary-5f1e\"],\"status\":200}",
          "{\"timestamp\":\"2093-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"timestamp\":\"1999-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"timestamp\":\"canary-5f1e\",\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"service\":\"canary-5f1e\",\"status\":200}",
          "{\"timestamp\":\"2026-01-01T00:00:01Z\",\"service\":\"canary-5f1e\",\"status\":canary-5f1e}",
          "{\"canary-5f1e\":1,\"canary-5f1e\":2}",
          "canary-5f1e",
          "[\"canary-5f1e\"]",
          "\"canary-5f1e\"",
          "{\"canary-5f1e\":");

  @Test
  void neitherKeysNorValuesAreLogged() {
    Slo slo = Slos.availability("availability", "service");
    int dead;
    List<String> logged;
    try (Logged log = Logged.everything()) {
      dead = deadLettersOf(slo);
      logged = log.wholeTexts();
    }

    assertThat(dead).isGreaterThan(5);
    assertThat(logged).isNotEmpty().noneMatch(text -> text.contains(CANARY));
  }

  private static int deadLettersOf(Slo slo) {
    try (TopologyHarness harness = new TopologyHarness(START, slo)) {
      for (String record : RECORDS) {
        harness.pipe(CANARY.getBytes(UTF_8), record.getBytes(UTF_8));
        harness.pass(Duration.ofSeconds(1));
      }
      harness.pipe(CANARY.getBytes(UTF_8), null);
      harness.pass(Duration.ofMinutes(2));
      return harness.records("slo-dead-letters").size();
    }
  }
}
