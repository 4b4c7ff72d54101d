package dev.slostreams.query;

import dev.slostreams.batch.SourceProgress;
import dev.slostreams.query.RunningStreams.Copy;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Judges the health of Kafka Streams: its state, whether sources are read on, live threads, and
 * whether the store can be read.
 *
 * <p>The state alone does not do: it stays RUNNING while threads die, and a server stays up while
 * nothing is read any more.
 */
public final class StreamsHealth implements Health {

  private final RunningStreams streams;
  private final int expectedThreads;
  private final ReadingProgress reading;

  /**
   * Looks at these streams.
   *
   * @param expectedThreads stream threads that were started
   * @param progress how far each source partition of this instance is read
   */
  public StreamsHealth(
      RunningStreams streams,
      int expectedThreads,
      Supplier<Map<TopicPartition, SourceProgress.Progress>> progress,
      InstantSource clock) {
    this.streams = streams;
    this.expectedThreads = expectedThreads;
    this.reading = new ReadingProgress(progress, clock);
  }

  @Override
  public List<Check> liveness() {
    KafkaStreams.State state = streams.state();
    boolean alive =
        switch (state) {
          case ERROR, PENDING_ERROR, NOT_RUNNING -> false;
          default -> true;
        };
    return List.of(new Check("state", alive, state.toString()), reading.check());
  }

  @Override
  public List<Check> readiness() {
    KafkaStreams.State state = streams.state();
    int live = streams.liveThreads();
    return List.of(
        new Check("state", state == KafkaStreams.State.RUNNING, state.toString()),
        new Check("threads", live >= expectedThreads, live + " of " + expectedThreads + " live"),
        store(state));
  }

  private Check store(KafkaStreams.State state) {
    if (state != KafkaStreams.State.RUNNING) {
      return new Check("store", false, "not read while " + state);
    }
    Set<Integer> assigned = streams.assigned();
    List<Integer> closed = assigned.stream().filter(partition -> !isRead(partition)).toList();
    return closed.isEmpty()
        ? new Check("store", true, assigned.size() + " ledger partitions evaluated here")
        : new Check("store", false, "not open of ledger partitions " + closed);
  }

  private boolean isRead(int partition) {
    return streams.copy(partition).map(Copy::isRunning).orElse(false);
  }
}
