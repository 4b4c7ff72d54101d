package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import dev.slostreams.wire.LedgerRecord;
import dev.slostreams.wire.WatchdogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A beat of the watchdog comes out once everything up to it is evaluated, and changes nothing. */
class WatchdogTopologyTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TopologyHarness harness = new TopologyHarness(START, Slos.availability());

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void beatComesOutOnceItsSecondIsEvaluated() {
    harness.event(START, 200);
    harness.beat();
    harness.pass(Duration.ofSeconds(1));
    List<String> tooEarly = harness.values("slo-watchdog");

    // 1 s of disorder behind it
    harness.event(START.plusSeconds(1), 200);
    harness.pass(Duration.ofSeconds(1));

    assertThat(tooEarly).isEmpty();
    assertThat(harness.records("slo-watchdog"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("request-events-0/0");
              byte[] value = record.value().getBytes(StandardCharsets.UTF_8);
              assertThat(WatchdogRecord.read(value))
                  .isEqualTo(new WatchdogRecord("request-events-0", 0, START, START));
              assertThat(Schemas.objections(Schemas.topology("watchdog"), Schemas.json(value)))
                  .isEmpty();
            });
  }

  @Test
  void beatComesOutOfASilentPartition() {
    harness.atEnd(true);
    harness.pass(Duration.ofSeconds(10));

    harness.beat();
    lookAround();
    lookAround();

    assertThat(harness.values("slo-watchdog")).hasSize(1);
  }

  @Test
  void beatDoesNotEndASilence() {
    harness.event(START, 200);
    harness.atEnd(true);
    harness.pass(Duration.ofSeconds(10));
    lookAround();
    String before = harness.view("availability");

    harness.beat();
    lookAround();
    lookAround();

    assertThat(before).contains("\"dataState\":\"idle\"");
    // what the first stage said at 00:00:12, less 1 s of disorder
    assertThat(harness.view("availability")).contains("\"dataState\":\"idle\"");
    assertThat(harness.view(LedgerRecord.KEY)).contains("\"at\":\"2026-01-01T00:00:11.000Z\"");
  }

  /** The second stage looks before the first, so what the first says shows a second later. */
  private void lookAround() {
    harness.pass(Duration.ofSeconds(1));
  }

  @Test
  void beatIsNoEventAndNoDeadLetter() {
    harness.event(START, 200);
    harness.beat();
    harness.event(START.plusSeconds(5), 200);
    harness.pass(Duration.ofSeconds(2));

    assertThat(harness.values("slo-dead-letters")).isEmpty();
    assertThat(harness.counter("slo_streams_events_total", "topic", "request-events")).isEqualTo(2);
    assertThat(harness.counter("slo_streams_watchdog_records_total", "topic", "request-events"))
        .isEqualTo(1);
  }

  @Test
  void newestOfSeveralBeatsComesOut() {
    harness.beat();
    harness.pass(Duration.ofSeconds(3));
    harness.beat();
    harness.event(START.plusSeconds(10), 200);
    harness.pass(Duration.ofSeconds(1));

    assertThat(harness.records("slo-watchdog"))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.value()).contains("\"beatAt\":\"2026-01-01T00:00:03.000Z\""));
  }
}
