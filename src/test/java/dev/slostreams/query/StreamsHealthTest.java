package dev.slostreams.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.batch.Pulse.Beat;
import dev.slostreams.batch.SourceProgress.Progress;
import dev.slostreams.query.Health.Check;
import dev.slostreams.query.Served.Role;
import dev.slostreams.testing.FakeStreams;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsHealthTest {

  private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);
  private static final Check NONE_STUCK =
      new Check("progress", true, "1 source partitions, none stuck");

  private final FakeStreams streams = new FakeStreams();
  private final Map<TopicPartition, Progress> progress = new HashMap<>();
  private final Map<String, Beat> threads = new HashMap<>();
  private final RestoreProgress restoring = new RestoreProgress(() -> this.now);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Health health =
      new StreamsHealth(
          streams,
          2,
          new StreamsHealth.Signs(() -> progress, () -> threads, () -> restoring),
          () -> now);

  @Nested
  class Liveness {

    @ParameterizedTest
    @CsvSource({
      "CREATED, true",
      "REBALANCING, true",
      "RUNNING, true",
      "PENDING_SHUTDOWN, true",
      "PENDING_ERROR, false",
      "ERROR, false",
      "NOT_RUNNING, false"
    })
    void endsWithTheStreams(State state, boolean alive) {
      streams.in(state);

      var checks = health.liveness();

      assertThat(checks)
          .containsExactly(
              new Check("state", alive, state.toString()),
              new Check("progress", true, "0 source partitions, none stuck"),
              new Check("poll", true, "0 stream threads, none hangs"),
              new Check("restore", true, "nothing to restore"));
    }

    @Test
    void partitionWithLagThatDoesNotMoveForAMinuteIsStuck() {
      at(0, "requests", 7, 3);

      at(60, "requests", 7, 5);

      assertThat(progressCheck())
          .isEqualTo(
              new Check(
                  "progress",
                  false,
                  "'requests-0' stands at offset 7 for 60 s although there is more to read"));
    }

    @Test
    void partitionWithLagMayStandStillForAMoment() {
      at(0, "requests", 7, 3);

      at(59, "requests", 7, 3);

      assertThat(progressCheck()).isEqualTo(NONE_STUCK);
    }

    @Test
    void partitionThatMovesIsNotStuckHoweverFarBehind() {
      at(0, "requests", 7, 1_000_000);

      at(600, "requests", 8, 2_000_000);

      assertThat(progressCheck()).isEqualTo(NONE_STUCK);
    }

    @Test
    void timeAtTheEndIsNoTimeStuck() {
      at(0, "requests", 7, 3);
      at(30, "requests", 7, 0);

      at(90, "requests", 7, 3);

      assertThat(progressCheck()).isEqualTo(NONE_STUCK);
    }

    @Test
    void partitionThatWasAwayStartsAnew() {
      at(0, "requests", 7, 3);
      progress.clear();
      health.liveness();

      at(90, "requests", 7, 3);

      assertThat(progressCheck()).isEqualTo(NONE_STUCK);
    }

    @Test
    void everyStuckPartitionIsNamed() {
      progress.put(new TopicPartition("spans", 0), new Progress(1, 1, 0, 0));
      at(0, "requests", 7, 3);

      at(75, "requests", 7, 3);

      assertThat(progressCheck().detail())
          .isEqualTo(
              "'requests-0' stands at offset 7 for 75 s although there is more to read; "
                  + "'spans-0' stands at offset 1 for 75 s although there is more to read");
    }

    @Test
    void threadThatHasNotPolledForTwoMinutesHangs() {
      threads.put("stream-1", new Beat(now.toEpochMilli(), now.toEpochMilli(), true));

      at(119, "requests", 7, 0);
      Check before = health.liveness().get(2);
      at(120, "requests", 7, 0);

      assertThat(before).isEqualTo(new Check("poll", true, "1 stream threads, none hangs"));
      assertThat(health.liveness().get(2))
          .isEqualTo(new Check("poll", false, "'stream-1' has not asked for records for 120 s"));
    }

    @Test
    void restoringIsAliveAsLongAsItMoves() {
      restoring.onRestoreStart(CHANGELOG, "series-store", 100, 1_000);
      at(50, "requests", 7, 0);
      restoring.onBatchRestored(CHANGELOG, "series-store", 299, 200);

      at(100, "requests", 7, 0);
      Check moving = health.liveness().get(3);
      at(110, "requests", 7, 0);

      assertThat(moving).isEqualTo(new Check("restore", true, "700 records of 1 changelogs to go"));
      assertThat(health.liveness().get(3))
          .isEqualTo(
              new Check(
                  "restore",
                  false,
                  "'changelog-0' stands at offset 300 for 60 s, 700 records before its end"));
    }

    @Test
    void whatIsRestoredIsWaitedForNoMore() {
      restoring.onRestoreStart(CHANGELOG, "series-store", 0, 1_000);
      restoring.onRestoreEnd(CHANGELOG, "series-store", 1_000);

      at(600, "requests", 7, 0);

      assertThat(health.liveness().get(3))
          .isEqualTo(new Check("restore", true, "nothing to restore"));
    }

    private Check progressCheck() {
      return health.liveness().get(1);
    }

    /** Passes seconds, then looks. */
    private void at(long secondsLater, String topic, long position, long lag) {
      now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(secondsLater);
      progress.put(new TopicPartition(topic, 0), new Progress(position, lag, position - 1, 0));
      health.liveness();
    }
  }

  @Nested
  class Readiness {

    @Test
    void runningStreamsWithAllThreadsAndAnOpenStoreAreReady() {
      streams.put("cart", "{}");

      var checks = health.readiness();

      assertThat(checks)
          .containsExactly(
              new Check("state", true, "RUNNING"),
              new Check("threads", true, "2 of 2 live"),
              new Check("store", true, "1 ledger partitions evaluated here"));
    }

    @Test
    void restoringStreamsAreNotReady() {
      streams.in(State.REBALANCING);

      var checks = health.readiness();

      assertThat(checks)
          .containsExactly(
              new Check("state", false, "REBALANCING"),
              new Check("threads", true, "2 of 2 live"),
              new Check("store", false, "not read while REBALANCING"));
    }

    @Test
    void runningStreamsWithADeadThreadAreNotReady() {
      streams.withLiveThreads(1);

      var checks = health.readiness();

      assertThat(checks)
          .containsExactly(
              new Check("state", true, "RUNNING"),
              new Check("threads", false, "1 of 2 live"),
              new Check("store", true, "1 ledger partitions evaluated here"));
    }

    @Test
    void storeThatIsBeingRestoredIsNotReady() {
      streams.has(0, Role.ACTIVE, false);

      var checks = health.readiness();

      assertThat(checks)
          .containsExactly(
              new Check("state", true, "RUNNING"),
              new Check("threads", true, "2 of 2 live"),
              new Check("store", false, "not open of ledger partitions [0]"));
    }
  }
}
