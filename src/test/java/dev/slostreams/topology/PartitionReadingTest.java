package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.batch.SourceProgress;
import dev.slostreams.watermark.Progress;
import dev.slostreams.watermark.Progress.Reading;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a partition is idle, and where it stands then: disorder 1 s, idle after 5 s. */
class PartitionReadingTest {

  private static final long NOW = 1_000_000;
  private static final long HIGHEST = 990_000;
  private static final long IDLE_AFTER = 5_000;
  private static final Progress AFTER_BATCH = new Progress(989_000, HIGHEST, Reading.ACTIVE);

  private final PartitionReading live = new PartitionReading(Timing.DEFAULT, false, NOW);
  private final PartitionReading recording = new PartitionReading(Timing.DEFAULT, true, NOW);

  @Test
  void batchBringsTheWatermarkToItsHighestLessTheDisorder() {
    Progress progress = live.afterBatch(10, HIGHEST, NOW);

    assertThat(progress).isEqualTo(AFTER_BATCH);
  }

  @Test
  void batchOfOlderEventsDoesNotTakeTheWatermarkBack() {
    live.afterBatch(10, HIGHEST, NOW);

    Progress progress = live.afterBatch(20, 500_000, NOW + 1);

    assertThat(progress).isEqualTo(AFTER_BATCH);
  }

  @Test
  void partitionOfWhichNothingIsKnownIsNotIdle() {
    live.afterBatch(10, HIGHEST, NOW);

    Progress progress = live.afterWaiting(Optional.empty(), NOW + 60_000);

    assertThat(progress).isEqualTo(AFTER_BATCH);
  }

  @Test
  void partitionIsIdleAfterItsSilenceAndNotBefore() {
    live.afterBatch(10, HIGHEST, NOW);

    Progress before = live.afterWaiting(atEnd(10, NOW + 4_900), NOW + IDLE_AFTER - 1);
    Progress then = live.afterWaiting(atEnd(10, NOW + 4_900), NOW + IDLE_AFTER);

    assertThat(before).isEqualTo(AFTER_BATCH);
    assertThat(then).isEqualTo(new Progress(NOW + 3_900, HIGHEST, Reading.IDLE));
  }

  @Test
  void idlePartitionStandsAtTheBrokersAnswerNotAtThePresent() {
    live.afterBatch(10, HIGHEST, NOW);

    Progress progress = live.afterWaiting(atEnd(10, NOW + 100), NOW + 60_000);

    assertThat(progress).isEqualTo(new Progress(NOW - 900, HIGHEST, Reading.IDLE));
  }

  @Test
  void answerAheadOfTheClockCountsAsThePresent() {
    live.afterBatch(10, HIGHEST, NOW);

    Progress progress = live.afterWaiting(atEnd(10, NOW + 90_000), NOW + 60_000);

    assertThat(progress).isEqualTo(new Progress(NOW + 59_000, HIGHEST, Reading.IDLE));
  }

  @Test
  void eventsAheadOfTheAnswerKeepTheWatermark() {
    live.afterBatch(10, NOW + 30_000, NOW);

    Progress progress = live.afterWaiting(atEnd(10, NOW + 9_000), NOW + 10_000);

    assertThat(progress).isEqualTo(new Progress(NOW + 29_000, NOW + 30_000, Reading.IDLE));
  }

  @Test
  void partitionNotReadToItsEndIsNotIdleAndItsSilenceBeginsAnew() {
    live.afterBatch(10, HIGHEST, NOW);

    Progress behind = live.afterWaiting(known(3, 10, NOW + 6_000), NOW + 6_000);
    Progress soon = live.afterWaiting(atEnd(10, NOW + 10_999), NOW + 10_999);
    Progress then = live.afterWaiting(atEnd(10, NOW + 11_000), NOW + 11_000);

    assertThat(behind).isEqualTo(AFTER_BATCH);
    assertThat(soon).isEqualTo(AFTER_BATCH);
    assertThat(then).isEqualTo(new Progress(NOW + 10_000, HIGHEST, Reading.IDLE));
  }

  @Test
  void batchThatWasHandedOutButNotProcessedIsNotSilence() {
    live.afterBatch(10, HIGHEST, NOW);

    Progress progress = live.afterWaiting(atEnd(11, NOW + 60_000), NOW + 60_000);

    assertThat(progress).isEqualTo(AFTER_BATCH);
  }

  @Test
  void newBatchEndsTheSilence() {
    live.afterBatch(10, HIGHEST, NOW);
    live.afterWaiting(atEnd(10, NOW + 6_000), NOW + 6_000);

    Progress progress = live.afterBatch(20, NOW + 6_500, NOW + 7_000);
    Progress soon = live.afterWaiting(atEnd(20, NOW + 8_000), NOW + 8_000);

    Progress expected = new Progress(NOW + 5_500, NOW + 6_500, Reading.ACTIVE);
    assertThat(progress).isEqualTo(expected);
    assertThat(soon).isEqualTo(expected);
  }

  @Test
  void emptyPartitionIsIdleToo() {
    Progress progress = live.afterWaiting(atEnd(SourceProgress.NOTHING, NOW + 6_000), NOW + 6_000);

    assertThat(progress).isEqualTo(new Progress(NOW + 5_000, Progress.UNKNOWN, Reading.IDLE));
  }

  @Test
  void recordingEndsWhereItsEventsEnd() {
    Progress reading = recording.afterBatch(10, HIGHEST, NOW);

    Progress ended = recording.afterWaiting(atEnd(10, NOW + 6_000), NOW + 6_000);

    assertThat(reading).isEqualTo(new Progress(989_000, HIGHEST, Reading.RECORDING));
    assertThat(ended).isEqualTo(new Progress(989_000, HIGHEST, Reading.ENDED));
  }

  @Test
  void emptyRecordingEndsWithoutATime() {
    Progress ended =
        recording.afterWaiting(atEnd(SourceProgress.NOTHING, NOW + 6_000), NOW + 6_000);

    assertThat(ended).isEqualTo(new Progress(Progress.UNKNOWN, Progress.UNKNOWN, Reading.ENDED));
  }

  private static Optional<SourceProgress.Progress> atEnd(long lastHandedOut, long answeredAtMs) {
    return known(0, lastHandedOut, answeredAtMs);
  }

  private static Optional<SourceProgress.Progress> known(
      long lag, long lastHandedOut, long answeredAtMs) {
    return Optional.of(
        new SourceProgress.Progress(lastHandedOut + 1, lag, lastHandedOut, answeredAtMs));
  }
}
