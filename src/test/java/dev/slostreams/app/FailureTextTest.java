package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  @Test
  void saysEachCauseOnceAndInOneLine() {
    Throwable root = new IllegalStateException("the store is closed");
    Throwable middle = new StreamsException("sending failed due to:\nthe store is closed\n", root);

    assertThat(FailureText.of(new StreamsException("task [0_0] failed", middle)))
        .isEqualTo(
            "task [0_0] failed: org.apache.kafka.streams.errors.StreamsException: sending failed"
                + " due to: the store is closed");
  }

  @Test
  void aCauseWithoutWordsIsItsName() {
    assertThat(FailureText.of(new StreamsException("task [0_0] failed", new TimeoutException())))
        .isEqualTo("task [0_0] failed: org.apache.kafka.common.errors.TimeoutException");
    assertThat(FailureText.of(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }

  /** As an instance ended whose clock was a day ahead. */
  @Test
  void aRefusedTimestampPointsToTheClocks() {
    String refused =
        "Timestamp 1795764332088 of message with offset 0 is out of range. The timestamp should be"
            + " within [-9223370241176843339, 1795681532468]";
    Throwable sending =
        new StreamsException(
            "Error encountered sending record to topic slo-alert-states for task 1_0 due to:\n"
                + "org.apache.kafka.common.InvalidRecordException: "
                + refused
                + "\nException handler choose to FAIL the processing",
            new InvalidRecordException(refused));

    assertThat(FailureText.of(new StreamsException("caught while punctuating", sending)))
        .contains("to topic slo-alert-states")
        .containsOnlyOnce(refused)
        .endsWith(
            "; compare the wall clock of this machine with those of the brokers, and look at"
                + " message.timestamp.before.max.ms and message.timestamp.after.max.ms of the"
                + " topic");
  }
}
