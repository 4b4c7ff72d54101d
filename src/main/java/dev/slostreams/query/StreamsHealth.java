package dev.slostreams.query;

import dev.slostreams.batch.Pulse.Beat;
import dev.slostreams.batch.SourceProgress;
import dev.slostreams.query.RunningStreams.Copy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Judges the health of Kafka Streams: its state, whether sources are read on, live threads, and
 * whether the store can be read.
 *
 * <p>The state alone does not do: it stays RUNNING while threads die or hang, and a server stays up
 * while nothing is read any more. Brokers that do not answer fail nothing: that is not ended by a
 * restart, and what was evaluated is answered meanwhile.
 */
public final class StreamsHealth implements Health {

  private final RunningStreams streams;
  private final int expectedThreads;
  private final ReadingProgress reading;
  private final ThreadProgress threads;
  private final Signs signs;
  private final Patience patience;

  /**
   * Where signs of progress are found.
   *
   * @param reading how far each source partition of this instance is read
   * @param threads the signs of life of the stream threads
   * @param restoring how far stores are restored
   * @param restart what is said of a stream thread that has died and is to start again, or empty
   */
  public record Signs(
      Supplier<Map<TopicPartition, SourceProgress.Progress>> reading,
      Supplier<Map<String, Beat>> threads,
      Supplier<RestoreProgress> restoring,
      Supplier<Optional<String>> restart) {}

  /**
   * Looks at these streams.
   *
   * @param expectedThreads stream threads that were started
   */
  public StreamsHealth(
      RunningStreams streams, int expectedThreads, Signs signs, Patience patience) {
    this.streams = streams;
    this.expectedThreads = expectedThreads;
    this.signs = signs;
    this.patience = patience;
    this.reading = new ReadingProgress(signs.reading(), patience);
    this.threads = new ThreadProgress(signs.threads(), patience);
  }

  @Override
  public List<Check> liveness() {
    KafkaStreams.State state = streams.state();
    RestoreProgress restoring = signs.restoring().get();
    boolean alive =
        switch (state) {
          case ERROR, PENDING_ERROR, NOT_RUNNING -> false;
          default -> true;
        };
    return List.of(
        new Check("state", alive, state.toString()),
        reading.check(restoring.isGoingOn()),
        threads.polls(),
        threads.commits(),
        restoring.check(patience),
        patience.brokers().check());
  }

  @Override
  public List<Check> readiness() {
    KafkaStreams.State state = streams.state();
    return List.of(
        new Check("state", state == KafkaStreams.State.RUNNING, state.toString()),
        threads(),
        store(state),
        patience.brokers().check());
  }

  /** One that has died counts until it has ended, and its successor from when it takes part. */
  private Check threads() {
    Optional<String> restart = signs.restart().get();
    int joined = streams.joinedThreads();
    return restart
        .map(why -> new Check("threads", false, why))
        .orElseGet(
            () ->
                new Check(
                    "threads",
                    joined >= expectedThreads,
                    joined + " of " + expectedThreads + " take part"));
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
