package dev.slostreams.systems;

import static dev.slostreams.testing.SystemRun.firing;
import static dev.slostreams.testing.SystemRun.resolved;
import static dev.slostreams.testing.SystemRun.tier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.SystemRun;
import dev.slostreams.testing.SystemRun.Play;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pipelines of volley on a good and on a bad day.
 *
 * <p>Expected times follow from {@code telemetry.txt}: an incident at second {@code T0} whose
 * events come every {@code p} seconds has its {@code n}-th at {@code T0 + (n − 1)p}, which counts
 * from the tick after it. {@code E} is the incident's end. An alert is resolved 30 s after it
 * ceased to hold.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VolleyTest {

  private static final String AVAILABILITY = "pipeline-availability{job_name=\"orders\"}";
  private static final String LATENCY = "record-latency{job_name=\"orders\"}";
  private static final String CHECKPOINTS = "checkpoint-success{job_name=\"orders\"}";
  private static final String FAILED = "pipeline-not-failed{job_name=\"orders\"}";
  private static final String DEGRADED = "pipeline-not-degraded{job_name=\"orders\"}";
  private static final int HOUR = 3_600;

  private SystemRun healthy;
  private SystemRun failing;

  @BeforeAll
  void play() {
    healthy = SystemRun.of(Play.healthy("volley"));
    failing = SystemRun.of(Play.failing("volley"));
  }

  @Test
  void healthyDayTellsNothingAndCountsAll() {
    assertThat(healthy.alerted()).isEmpty();
    assertThat(healthy.summary().invalid() + healthy.summary().malformed()).isZero();
    assertThat(healthy.bad(AVAILABILITY)).isEqualTo("8640/86400000"); // 1 of 10,000 each 10 s
    assertThat(healthy.bad("pipeline-availability{job_name=\"clicks\"}"))
        .isEqualTo("43200/432000000");
    assertThat(healthy.bad(LATENCY)).isEqualTo("0/8640");
    assertThat(healthy.bad(CHECKPOINTS)).isEqualTo("0/1440");
    assertThat(healthy.bad(FAILED)).isEqualTo("0/8640");
    assertThat(healthy.bad(DEGRADED)).isEqualTo("0/8640");
    assertThat(healthy.bad("source-reads{job_name=\"orders\",source_id=\"orders-topic\"}"))
        .isEqualTo("8640/86400000"); // 3 of 30,000 each 30 s
    assertThat(healthy.bad("source-reads{job_name=\"clicks\",source_id=\"clicks-topic\"}"))
        .isEqualTo("0/432000000");
    assertThat(healthy.bad("sink-writes{job_name=\"orders\",sink_id=\"warehouse\"}"))
        .isEqualTo("8640/86400000");
    // a day of 30 with a tenth of the budget's rate
    assertThat(healthy.view(AVAILABILITY).budget().consumed())
        .isBetween(0.1 / 30 - 1e-6, 0.1 / 30 + 1e-6);
  }

  @Test
  void badDayOfOnePipelineTouchesNoOther() {
    assertThat(failing.alerted())
        .containsExactly(CHECKPOINTS, AVAILABILITY, DEGRADED, FAILED, LATENCY);
  }

  @Test
  void poisonRecordsPageWithinAMinute() {
    int start = 6 * HOUR;
    int end = 7 * HOUR;

    assertThat(failing.alerts(AVAILABILITY))
        .containsExactly(
            // 1 h holds 360 events: n + (360 − n)·0.0001 > 0.0144·360 from n = 6 on
            firing("burn-critical", start + 51),
            // 3 d: bad > 0.001·1000/s·3 d = 259,200 with 2,160 before and 10,000 each: n = 26
            firing("burn-warning", start + 251),
            // 5 min hold 30 events and one of them is too many: until the last, at E − 10, is out
            resolved("burn-critical", end + 291 + 30),
            // 6 h: R/10·0.9999 > 0.0009·2160 while R ≥ 20 seconds of the incident are in them
            resolved("burn-warning", end + 6 * HOUR - 19 + 30));
    assertThat(failing.bad(AVAILABILITY)).isEqualTo("3608280/86400000"); // 360·10,000 + 8,280
    assertThat(failing.bad("sink-writes{job_name=\"orders\",sink_id=\"warehouse\"}"))
        .isEqualTo("368280/86400000"); // 120·3,000 + 2,760·3
  }

  @Test
  void slowRecordsPageAfterOneSeventhOfAnHour() {
    int start = 8 * HOUR;
    int end = 9 * HOUR;

    assertThat(failing.alerts(LATENCY))
        .containsExactly(
            firing("burn-critical", start + 511), // n > 0.144·360 = 51.8
            firing("burn-warning", start + 2_591), // n > 0.01·0.1/s·3 d = 259.2
            resolved("burn-critical", end + 251 + 30), // 5 min: more than 0.144·30 = 4.3 of 30
            resolved("burn-warning", end + 6 * HOUR - 216 + 30)); // 6 h: R/10 > 0.01·2160
    assertThat(failing.bad(LATENCY)).isEqualTo("360/8640");
  }

  @Test
  void checkpointsThatFailPageToo() {
    int start = 12 * HOUR;
    int end = 13 * HOUR;

    assertThat(failing.alerts(CHECKPOINTS))
        .containsExactly(
            firing("burn-critical", start + 481), // n > 0.144·60 = 8.6 of one a minute
            firing("burn-warning", start + 2_581), // n > 0.01·3 d/60 s = 43.2
            resolved("burn-critical", end + 241 + 30), // one of the 5 in 5 min is too many
            resolved("burn-warning", end + 6 * HOUR - 216 + 30)); // 6 h: R/60 > 0.01·360
    assertThat(failing.bad(CHECKPOINTS)).isEqualTo("60/1440");
  }

  @Test
  void failedAndDegradedFollowTheHealthState() {
    int failed = 10 * HOUR;
    int degraded = 11 * HOUR;

    // two samples are in the last 20 s from T0 + 11 on; then a minute, or five
    assertThat(failing.alerts(FAILED))
        .containsExactly(
            firing("pipeline-failed", failed + 11 + 60),
            resolved("pipeline-failed", failed + 300 + 1 + 30));
    assertThat(failing.alerts(DEGRADED))
        .containsExactly(
            firing("pipeline-degraded", degraded + 11 + 300),
            resolved("pipeline-degraded", degraded + 600 + 1 + 30));
  }

  @Test
  void tiersFollowTheBudget() {
    int start = 6 * HOUR;

    // consumed = bad / (0.001 · 1,000/s · 30 d) = (2,160 + 10,000 n) / 2,592,000
    assertThat(failing.tiers(AVAILABILITY))
        .containsExactly(
            tier("frozen", "freeze", start + 1_941), // 0.75 at n = 195
            tier("incident", "freeze", start + 2_331)); // 0.9 at n = 234
    assertThat(failing.tiered()).containsExactly(AVAILABILITY);
    assertThat(healthy.tiered()).isEmpty();
  }

  @Test
  void templateMakesThePromiseOfOnePipeline(@TempDir Path folder) throws IOException {
    Path definitions = SystemRun.folder("volley");
    String template = Files.readString(definitions.resolve("one-pipeline.yaml.template"));
    Path copy = folder.resolve("orders.yaml");
    Files.writeString(copy, template.replace("PIPELINE", "orders"));

    SloCatalog catalog = SystemRun.catalog(definitions, copy);

    assertThat(catalog.notices()).isEmpty();
    SystemRun run = SystemRun.of(Play.healthy("volley"), catalog);
    assertThat(run.bad("orders-availability")).isEqualTo(healthy.bad(AVAILABILITY));
    assertThat(run.alerts("orders-availability")).isEqualTo(List.of());
  }
}
