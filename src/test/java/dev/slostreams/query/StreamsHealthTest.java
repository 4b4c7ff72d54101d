package dev.slostreams.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.batch.Pulse;
import dev.slostreams.batch.Pulse.Beat;
import dev.slostreams.batch.SourceProgress.Progress;
import dev.slostreams.query.Health.Check;
import dev.slostreams.query.Served.Role;
import dev.slostreams.testing.FakeStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsHealthTest {

  private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);
  private static final Check NONE_STUCK = new Check("progress", true, "1 partitions, none stuck");
  private static final Check ANSWER = new Check("brokers", true, "answer");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int LOOK_SECONDS = 5;

  private final FakeStreams streams = new FakeStreams();
  private final Map<TopicPartition, Progress> progress = new HashMap<>();
  private final Map<String, Beat> threads = new HashMap<>();
  private final RestoreProgress restoring = new RestoreProgress(() -> this.now);
  private Instant now = START;
  private boolean reached = true;
  private Optional<String> restart = Optional.empty();
  private final BrokerWatch brokers = new BrokerWatch(this::ask, () -> this.now);
  private final Health health =
      new StreamsHealth(
          streams,
          2,
          new StreamsHealth.Signs(() -> progress, () -> threads, () -> restoring, () -> restart),
          new Patience(brokers, Duration.ofSeconds(60), () -> this.now));

  @BeforeEach
  void look() {
    brokers.look();
  }

  private void ask() throws TimeoutException {
    if (!reached) {
      throw new TimeoutException("no answer");
    }
  }

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
              new Check("progress", true, "0 partitions, none stuck"),
              new Check("poll", true, "0 stream threads, none hangs"),
              new Check("commit", true, "0 stream threads, all commit"),
              new Check("restore", true, "nothing to restore"),
              ANSWER);
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
    void threadThatHasNotPolledForAMinuteHangs() {
      threads.put("stream-1", new Beat(ms(0), ms(0), true, Pulse.NOTHING));

      at(59, "requests", 7, 0);
      Check before = health.liveness().get(2);
      at(60, "requests", 7, 0);

      assertThat(before).isEqualTo(new Check("poll", true, "1 stream threads, none hangs"));
      assertThat(health.liveness().get(2))
          .isEqualTo(new Check("poll", false, "'stream-1' has not asked for records for 60 s"));
    }

    /** It polls and polls, but each transaction fails, and it begins again. */
    @Test
    void threadThatNeverCommitsWhatItReadIsStuck() {
      at(100, "requests", 7, 0);
      threads.put("stream-1", new Beat(ms(100), ms(30), true, ms(40)));

      Check check = health.liveness().get(3);

      assertThat(check)
          .isEqualTo(
              new Check("commit", false, "'stream-1' has not committed what it read for 60 s"));
    }

    @Test
    void threadThatHasNothingToCommitIsNotStuck() {
      at(600, "requests", 7, 0);
      threads.put("stream-1", new Beat(ms(600), ms(0), true, Pulse.NOTHING));

      assertThat(health.liveness().get(3))
          .isEqualTo(new Check("commit", true, "1 stream threads, all commit"));
    }

    @Test
    void nothingIsStuckWhileBrokersDoNotAnswer() {
      threads.put("stream-1", new Beat(ms(0), ms(0), true, ms(0)));
      restoring.onRestoreStart(CHANGELOG, "series-store", 0, 1_000);
      at(0, "requests", 7, 3);
      reached = false;

      at(3_600, "requests", 7, 3);

      assertThat(health.liveness()).allMatch(Check::ok);
      assertThat(health.liveness().get(5))
          .isEqualTo(new Check("brokers", true, "do not answer for 3600 s: no answer"));
    }

    @Test
    void patienceBeginsAnewWhenBrokersAnswerAgain() {
      at(0, "requests", 7, 3);
      reached = false;
      at(600, "requests", 7, 3);
      reached = true;
      at(605, "requests", 7, 3);

      at(664, "requests", 7, 3);
      boolean before = progressCheck().ok();
      at(665, "requests", 7, 3);

      assertThat(before).isTrue();
      assertThat(progressCheck().ok()).isFalse();
    }

    /** The process was stopped for an hour, or its machine was: nothing could move. */
    @Test
    void timeInWhichNobodyCouldLookDoesNotCount() {
      threads.put("stream-1", new Beat(ms(0), ms(0), true, ms(0)));
      at(0, "requests", 7, 3);
      now = START.plusSeconds(3_600);
      brokers.look();

      assertThat(health.liveness()).allMatch(Check::ok);
    }

    @Test
    void partitionsWaitWhileStoresAreRestored() {
      at(0, "requests", 7, 3);
      restoring.onRestoreStart(CHANGELOG, "series-store", 0, 1_000);
      at(30, "requests", 7, 3);
      restoring.onBatchRestored(CHANGELOG, "series-store", 299, 300);

      at(80, "requests", 7, 3);

      assertThat(health.liveness()).allMatch(Check::ok);
    }

    @Test
    void restoringIsAliveAsLongAsItMoves() {
      restoring.onRestoreStart(CHANGELOG, "series-store", 100, 1_000);
      at(50, "requests", 7, 0);
      restoring.onBatchRestored(CHANGELOG, "series-store", 299, 200);

      at(100, "requests", 7, 0);
      Check moving = health.liveness().get(4);
      at(110, "requests", 7, 0);

      assertThat(moving).isEqualTo(new Check("restore", true, "700 records of 1 changelogs to go"));
      assertThat(health.liveness().get(4))
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

      assertThat(health.liveness().get(4))
          .isEqualTo(new Check("restore", true, "nothing to restore"));
    }

    private Check progressCheck() {
      return health.liveness().get(1);
    }

    private long ms(long secondsLater) {
      return START.plusSeconds(secondsLater).toEpochMilli();
    }

    /** Passes seconds, with looks at the brokers in between, then looks. */
    private void at(long secondsLater, String topic, long position, long lag) {
      Instant then = START.plusSeconds(secondsLater);
      while (now.plusSeconds(LOOK_SECONDS).isBefore(then)) {
        now = now.plusSeconds(LOOK_SECONDS);
        brokers.look();
      }
      now = then;
      brokers.look();
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
              new Check("threads", true, "2 of 2 take part"),
              new Check("store", true, "1 ledger partitions evaluated here"),
              ANSWER);
    }

    @Test
    void restoringStreamsAreNotReady() {
      streams.in(State.REBALANCING);

      var checks = health.readiness();

      assertThat(checks)
          .containsExactly(
              new Check("state", false, "REBALANCING"),
              new Check("threads", true, "2 of 2 take part"),
              new Check("store", false, "not read while REBALANCING"),
              ANSWER);
    }

    @Test
    void runningStreamsWithADeadThreadAreNotReady() {
      streams.withJoinedThreads(1);

      var checks = health.readiness();

      assertThat(checks)
          .containsExactly(
              new Check("state", true, "RUNNING"),
              new Check("threads", false, "1 of 2 take part"),
              new Check("store", true, "1 ledger partitions evaluated here"),
              ANSWER);
    }

    @Test
    void storeThatIsBeingRestoredIsNotReady() {
      streams.has(0, Role.ACTIVE, false);

      var checks = health.readiness();

      assertThat(checks)
          .containsExactly(
              new Check("state", true, "RUNNING"),
              new Check("threads", true, "2 of 2 take part"),
              new Check("store", false, "not open of ledger partitions [0]"),
              ANSWER);
    }

    @Test
    void threadThatWaitsForItsRestartIsNotReadyAndSaysWhy() {
      restart = Optional.of("a stream thread has died and starts again after 5 s: no answer");

      assertThat(health.readiness().get(1))
          .isEqualTo(
              new Check(
                  "threads",
                  false,
                  "a stream thread has died and starts again after 5 s: no answer"));
    }

    @Test
    void brokersThatDoNotAnswerKeepNothingFromBeingAnswered() {
      reached = false;
      now = now.plusSeconds(5);
      brokers.look();

      assertThat(health.readiness()).allMatch(Check::ok);
    }
  }
}
