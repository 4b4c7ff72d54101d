package dev.slostreams.query;

import dev.slostreams.batch.Pulse.Beat;
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
  private final ThreadProgress threads;
  private final Supplier<RestoreProgress> restoring;

  /**
   * Where signs of progress are found.
   *
   * @param reading how far each source partition of this instance is read
   * @param threads the signs of life of the stream threads
   * @param restoring how far stores are restored
   */
  public record Signs(
      Supplier<Map<TopicPartition, SourceProgress.Progress>> reading,
      Supplier<Map<String, Beat>> threads,
      Supplier<RestoreProgress> restoring) {}

  /**
   * Looks at these streams.
   *
   * @param expectedThreads stream threads that were started
   */
  public StreamsHealth(
      RunningStreams streams, int expectedThreads, Signs signs, InstantSource clock) {
    this.streams = streams;
    this.expectedThreads = expectedThreads;
    this.reading = new ReadingProgress(signs.reading(), clock);
    this.threads = new ThreadProgress(signs.threads(), clock);
    this.restoring = signs.restoring();
  }

  @Override
  public List<Check> liveness() {
    KafkaStreams.State state = streams.state();
    boolean alive =
        switch (state) {
          case ERROR, PENDING_ERROR, NOT_RUNNING -> false;
          default -> true;
        };
    return List.of(
        new Check("state", alive, state.toString()),
        reading.check(),
        threads.check(),
        restoring.get().check());
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
