package dev.slostreams.app;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

  private static final Exception BROKER_AWAY =
      new StreamsException("sending failed", new TimeoutException("no answer"));
  private static final Exception BUG = new IllegalStateException("impossible");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<Duration> pauses = new ArrayList<>();
  private final RestartBudget budget = new RestartBudget(() -> now, pauses::add);

  @Test
  void brokerOutOfReachIsTriedThreeTimesAfterLongerAndLongerPauses() {
    var answers =
        List.of(
            budget.handle(BROKER_AWAY),
            budget.handle(BROKER_AWAY),
            budget.handle(BROKER_AWAY),
            budget.handle(BROKER_AWAY));

    assertThat(answers)
        .containsExactly(REPLACE_THREAD, REPLACE_THREAD, REPLACE_THREAD, SHUTDOWN_CLIENT);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(25));
    assertThat(budget.failure()).contains(BROKER_AWAY);
  }

  @Test
  void whatHappenedMoreThanFiveMinutesAgoIsForgotten() {
    budget.handle(BROKER_AWAY);
    budget.handle(BROKER_AWAY);
    budget.handle(BROKER_AWAY);
    now = now.plusSeconds(301);

    var answer = budget.handle(BROKER_AWAY);

    assertThat(answer).isEqualTo(REPLACE_THREAD);
    assertThat(pauses).last().isEqualTo(Duration.ofSeconds(1));
    assertThat(budget.failure()).isEmpty();
  }

  @Test
  void transactionThatTheBrokerEndedWhileTheInstanceStoodStillIsBegunAnew() {
    var ended = new StreamsException("committing failed", new InvalidTxnStateException("ended"));

    var answer = budget.handle(ended);

    assertThat(answer).isEqualTo(REPLACE_THREAD);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(budget.failure()).isEmpty();
  }

  @Test
  void bugStopsTheInstanceAtOnce() {
    var answer = budget.handle(BUG);

    assertThat(answer).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(pauses).isEmpty();
    assertThat(budget.failure()).contains(BUG);
  }

  @Test
  void noPauseOutlastsTheStop() {
    RestartBudget stopping = new RestartBudget(() -> now);
    stopping.stop();

    var answer = stopping.handle(BROKER_AWAY);

    assertThat(answer).isEqualTo(REPLACE_THREAD);
  }
}
