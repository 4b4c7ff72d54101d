package dev.slostreams.batch;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition that this instance reads is read, of the source topics and of ours.
 * Written by the consumers after each poll, read by processors; thread-safe.
 *
 * <p>A partition is missing here while no consumer of this instance has it, after a seek until the
 * next poll, and while its position or its end is not known.
 */
public final class SourceProgress {

  /** The value of {@link Progress#lastHandedOut} when nothing was handed out. */
  public static final long NOTHING = -1;

  private final Map<TopicPartition, Progress> progress = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Pulse pulse;

  /** Takes the time of the broker's answers from the clock. */
  public SourceProgress(InstantSource clock) {
    this.clock = clock;
    this.pulse = new Pulse(clock);
  }

  /**
   * Where a partition stood after the last poll.
   *
   * @param position offset of the next record the consumer will read
   * @param lag records behind the position that were known to be in the log, as far as this
   *     consumer may read it (for {@code read_committed} up to the first open transaction)
   * @param lastHandedOut offset of the last record handed out since assignment or seek, a batch's
   *     first; {@link #NOTHING} if there was none. A processor that has not seen it yet has more to
   *     do, however small the lag
   * @param answeredAtMs wall-clock time of the poll that last saw a new answer of a broker to a
   *     fetch; it stands still while brokers are out of reach
   */
  public record Progress(long position, long lag, long lastHandedOut, long answeredAtMs) {

    /** Whether the partition was read to its end. */
    public boolean atEnd() {
      return lag == 0;
    }
  }

  /** What is known of the partition. */
  public Optional<Progress> of(TopicPartition partition) {
    return Optional.ofNullable(progress.get(partition));
  }

  /** Whether more than so many records of some partition wait to be polled. */
  public boolean isBehind(long records) {
    return progress.values().stream().anyMatch(known -> known.lag() > records);
  }

  /** What is known of all partitions this instance reads. */
  public Map<TopicPartition, Progress> all() {
    return Map.copyOf(progress);
  }

  /** The signs of life of the threads that read. */
  public Pulse pulse() {
    return pulse;
  }

  void put(TopicPartition partition, Progress known) {
    progress.put(partition, known);
  }

  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(progress::remove);
  }

  long nowMs() {
    return clock.millis();
  }
}
