package dev.slostreams.batch;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each stream thread last polled and last committed, and since when it has read something that
 * is not committed. Written by the clients of the threads, read by anyone; thread-safe.
 *
 * <p>A thread is missing here before its first poll and once its consumer is closed.
 */
public final class Pulse {

  /** The value of {@link Beat#pendingMs} when everything is committed. */
  public static final long NOTHING = Long.MAX_VALUE;

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
   * @param pendingMs when it read the first record that it has not committed, or {@link #NOTHING}
   */
  public record Beat(long polledMs, long committedMs, boolean busy, long pendingMs) {}

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

  /**
   * The calling thread has polled.
   *
   * @param found whether there were records
   */
  void polled(boolean busy, boolean found) {
    long nowMs = clock.millis();
    threads.compute(
        thread(),
        (name, before) -> {
          boolean begins = before == null || (busy && !before.busy());
          long pendingMs = before == null || !busy ? NOTHING : before.pendingMs();
          return new Beat(
              nowMs,
              begins ? nowMs : before.committedMs(),
              busy,
              found ? Math.min(pendingMs, nowMs) : pendingMs);
        });
  }

  /** The calling thread has committed. */
  void committed() {
    long nowMs = clock.millis();
    threads.computeIfPresent(
        thread(), (name, before) -> new Beat(before.polledMs(), nowMs, before.busy(), NOTHING));
  }

  /** The calling thread has lost partitions: what it read of them is another one's to commit. */
  void lost() {
    threads.computeIfPresent(
        thread(),
        (name, before) ->
            new Beat(before.polledMs(), before.committedMs(), before.busy(), NOTHING));
  }

  /** The calling thread is ending. */
  void ended() {
    threads.remove(thread());
  }

  private static String thread() {
    return Thread.currentThread().getName();
  }
}
