package dev.slostreams.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.watermark.Progress.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recordings: their ends are not silence up to now. */
class RecordingWatermarksTest {

  private final Watermarks watermarks = new Watermarks(List.of("a-0", "a-1"), 60_000, 0);

  @Test
  void recordingThatBeginsInOnePartitionWaitsForTheOthers() {
    say("a-0", Progress.UNKNOWN, Reading.ENDED);
    say("a-1", Progress.UNKNOWN, Reading.ENDED);

    say("a-0", 100_000, Reading.RECORDING);

    assertThat(watermarks.dueTick(0)).isEqualTo(Watermarks.NO_TICK);
  }

  @Test
  void partitionThatEndedBeforeTheOthersHoldsTheTickAtItsEnd() {
    say("a-0", 100_000, Reading.ENDED);

    say("a-1", 200_000, Reading.RECORDING);

    assertThat(watermarks.dueTick(0)).isEqualTo(99);
  }

  @Test
  void lastTickIsTheOneAfterTheLastEventOfAll() {
    say("a-0", 100_000, Reading.ENDED);

    say("a-1", 200_400, Reading.ENDED);

    assertThat(watermarks.dueTick(0)).isEqualTo(201);
  }

  @Test
  void recordingThatHasEndedDoesNotHoldLiveEvents() {
    say("a-0", 100_000, Reading.ENDED);

    say("a-1", 900_000, Reading.ACTIVE);

    assertThat(watermarks.dueTick(0)).isEqualTo(899);
  }

  @Test
  void finishedRecordingHoldsNobody() {
    say("a-0", 100_000, Reading.FINISHED);

    say("a-1", 200_000, Reading.RECORDING);

    assertThat(watermarks.dueTick(0)).isEqualTo(199);
  }

  private void say(String partition, long highestMs, Reading reading) {
    long watermarkMs = highestMs == Progress.UNKNOWN ? highestMs : highestMs - 1_000;
    watermarks.observe(partition, new Progress(watermarkMs, highestMs, reading), 0);
  }
}
