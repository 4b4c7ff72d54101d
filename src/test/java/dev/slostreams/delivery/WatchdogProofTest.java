package dev.slostreams.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.Meters;
import dev.slostreams.wire.WatchdogRecord;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watchdog barks as long as beats come through everywhere, and only then. */
class WatchdogProofTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private Instant now = START;
  private final WatchdogProof proof =
      new WatchdogProof(
          new DeliverySettings.Watchdog(INTERVAL, Duration.ofMinutes(2), 2),
          () -> now,
          Meters.unread());
  private final WatchdogAlert alert =
      new WatchdogAlert("slo-streams", INTERVAL, proof, URI.create("https://slo.example.com"));

  @BeforeEach
  void expectOnePartition() {
    proof.expect(() -> Set.of("events-0"));
  }

  @Test
  void itFiresForTwoIntervalsOnceTheBeatCameThroughEveryLedgerPartition() {
    heard("events-0", 0);
    boolean tooEarly = alert.alert(now).isPresent();
    heard("events-0", 1);

    assertThat(tooEarly).isFalse();
    assertThat(alert.alert(now).orElseThrow().endsAt()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void itFallsSilentWhenOneStageStops() {
    heard("events-0", 0);
    heard("events-0", 1);
    now = START.plusSeconds(120);
    boolean atTheLimit = alert.alert(now).isPresent();
    heard("events-0", 0);
    now = START.plusSeconds(121);

    assertThat(atTheLimit).isTrue();
    assertThat(alert.alert(now)).isEmpty();
    assertThat(proof.objection())
        .contains("the last beat that came through events-0/1 is of 2026-01-01T00:00:00Z");
  }

  @Test
  void itIsSilentAboutAPartitionThatIsNew() {
    heard("events-0", 0);
    heard("events-0", 1);

    proof.expect(() -> Set.of("events-0", "events-1"));

    assertThat(proof.objection()).contains("no beat came through events-1/0");
  }

  @Test
  void itIsSilentWhereNothingIsExpected() {
    proof.expect(Set::of);

    assertThat(alert.alert(now)).isEmpty();
  }

  private void heard(String source, int ledger) {
    proof.heard(new WatchdogRecord(source, ledger, now, now));
  }
}
