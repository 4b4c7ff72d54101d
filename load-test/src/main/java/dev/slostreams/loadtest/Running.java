package dev.slostreams.loadtest;

import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/** Waits for Kafka Streams. */
public final class Running {

  private Running() {}

  /**
   * Returns when all tasks run.
   *
   * @throws IllegalStateException when it stops with an error instead
   */
  public static void await(KafkaStreams streams) {
    while (streams.state() != State.RUNNING) {
      require(streams);
      LockSupport.parkNanos(1_000_000); // 1 ms
    }
  }

  /**
   * That it has not stopped with an error.
   *
   * @throws IllegalStateException when it has
   */
  public static void require(KafkaStreams streams) {
    if (streams.state().hasStartedOrFinishedShuttingDown()) {
      throw new IllegalStateException(
          "Kafka Streams is " + streams.state() + ", must be RUNNING; its log says why");
    }
  }
}
