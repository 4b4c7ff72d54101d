package dev.slostreams.batch;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each stream thread last polled and last committed. Written by the clients of the threads,
 * read by anyone; thread-safe.
 *
 * <p>A thread is missing here before its first poll and once its consumer is closed.
 */
public final class Pulse {

  private final Map<String, Beat> threads = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Pulse(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A thread's last signs of life.
   *
   * @param committedMs its last commit, or where it has not committed yet the first poll in which
   *     it had anything to do
   * @param busy whether it reads any partition
   */
  public record Beat(long polledMs, long committedMs, boolean busy) {}

  /** What is known of all threads, by their names. */
  public Map<String, Beat> threads() {
    return Map.copyOf(threads);
  }

  /** The longest time since a thread that has anything to do committed. */
  public Optional<Long> commitAgeMs() {
    long nowMs = clock.millis();
    return threads.values().stream()
        .filter(Beat::busy)
        .map(beat -> nowMs - beat.committedMs())
        .max(Long::compare);
  }

  /** The calling thread has polled. */
  void polled(boolean busy) {
    long nowMs = clock.millis();
    threads.compute(
        thread(),
        (name, before) -> {
          boolean begins = before == null || (busy && !before.busy());
          return new Beat(nowMs, begins ? nowMs : before.committedMs(), busy);
        });
  }

  /** The calling thread has committed. */
  void committed() {
    long nowMs = clock.millis();
    threads.computeIfPresent(
        thread(), (name, before) -> new Beat(before.polledMs(), nowMs, before.busy()));
  }

  /** The calling thread is ending. */
  void ended() {
    threads.remove(thread());
  }

  private static String thread() {
    return Thread.currentThread().getName();
  }
}
