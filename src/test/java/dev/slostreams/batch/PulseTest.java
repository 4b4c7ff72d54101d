package dev.slostreams.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.batch.Pulse.Beat;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PulseTest {

  private long nowMs = 1_000;
  private final Pulse pulse = new Pulse(() -> Instant.ofEpochMilli(nowMs));

  @Test
  void whatIsReadIsPendingFromItsFirstRecordUntilTheNextCommit() {
    at(2_000).polled(true, false);
    Beat idle = beat();
    at(3_000).polled(true, true);
    at(4_000).polled(true, true);
    Beat pending = beat();
    at(5_000).committed();

    assertThat(idle).isEqualTo(new Beat(2_000, 2_000, true, Pulse.NOTHING));
    assertThat(pending).isEqualTo(new Beat(4_000, 2_000, true, 3_000));
    assertThat(beat()).isEqualTo(new Beat(4_000, 5_000, true, Pulse.NOTHING));
  }

  @Test
  void whatWasReadOfLostPartitionsIsPendingNoMore() {
    at(2_000).polled(true, true);
    at(3_000).lost();

    assertThat(beat()).isEqualTo(new Beat(2_000, 2_000, true, Pulse.NOTHING));
  }

  @Test
  void threadThatHasNothingToReadHasNothingPending() {
    at(2_000).polled(true, true);
    at(3_000).polled(false, false);

    assertThat(beat().pendingMs()).isEqualTo(Pulse.NOTHING);
  }

  private Pulse at(long ms) {
    nowMs = ms;
    return pulse;
  }

  private Beat beat() {
    return pulse.threads().get(Thread.currentThread().getName());
  }
}
