package dev.slostreams.watermark;

import dev.slostreams.watermark.Progress.Reading;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The watermarks of all source partitions, and the tick that is due at their minimum.
 *
 * <p>A partition that says nothing for {@code maxHold} of wall-clock time is left out until it
 * speaks again; until then evaluation waits for it. Owned by one stream task; not thread-safe.
 */
public final class Watermarks {

  /** No tick is due. */
  public static final long NO_TICK = Long.MIN_VALUE;

  private final long maxHoldMs;
  private final Map<String, Progress> partitions = new TreeMap<>();
  private final Map<String, Long> heardAtMs = new HashMap<>();

  /**
   * Watermarks of partitions of which nothing is known yet.
   *
   * @param expected every source partition, {@code topic-0}
   * @param maxHoldMs how long to wait for one that says nothing
   * @param nowMs the wall clock
   */
  public Watermarks(Collection<String> expected, long maxHoldMs, long nowMs) {
    this.maxHoldMs = maxHoldMs;
    for (String partition : expected) {
      partitions.put(partition, Progress.NOTHING);
      heardAtMs.put(partition, nowMs);
    }
  }

  /** A partition's reader said how far it is; one that is not expected is taken up. */
  public void observe(String partition, Progress progress, long nowMs) {
    partitions.merge(partition, progress, (before, now) -> now.after(before));
    heardAtMs.put(partition, nowMs);
  }

  /** Takes up what was stored of a partition that is still expected; it has not been heard yet. */
  public void restore(String partition, Progress progress) {
    partitions.computeIfPresent(partition, (name, before) -> progress.after(before));
  }

  /** What is known of each partition. */
  public Map<String, Progress> progress() {
    return Map.copyOf(partitions);
  }

  /** The partitions that have said nothing for maxHold, in the order of their names. */
  public List<String> missing(long nowMs) {
    return partitions.keySet().stream().filter(name -> isMissing(name, nowMs)).toList();
  }

  /**
   * The partitions that evaluation waits for: not missing, not a recording that has ended, and
   * further than maxHold behind the wall clock.
   */
  public List<String> heldBackBy(long nowMs) {
    return partitions.keySet().stream()
        .filter(name -> !isMissing(name, nowMs))
        .filter(name -> isBehind(partitions.get(name), nowMs))
        .toList();
  }

  private boolean isBehind(Progress progress, long nowMs) {
    return progress.reading() != Reading.ENDED
        && progress.reading() != Reading.FINISHED
        && progress.watermarkMs() < nowMs - maxHoldMs;
  }

  /** Whether every partition is read to its end and silent. */
  public boolean isIdle() {
    return partitions.values().stream().allMatch(p -> p.reading().isAtEnd());
  }

  /** Whether every partition is a recording, read to its end. */
  public boolean isEnded() {
    return partitions.values().stream()
        .allMatch(p -> p.reading() == Reading.ENDED || p.reading() == Reading.FINISHED);
  }

  /**
   * The highest tick that may be evaluated: the minimum of the watermarks of the partitions that
   * are not missing and not at the end of a recording; where all of them are, the tick after the
   * last event.
   *
   * <p>As long as some partition of a recording is being read, those that have ended still count:
   * they may go on, as when the recording is being published.
   */
  public long dueTick(long nowMs) {
    long minimum = Long.MAX_VALUE;
    long highest = Progress.UNKNOWN;
    boolean recording = isRecording(nowMs);
    for (Map.Entry<String, Progress> entry : partitions.entrySet()) {
      Progress progress = entry.getValue();
      highest = Math.max(highest, progress.highestMs());
      boolean over =
          progress.reading() == Reading.FINISHED
              || (progress.reading() == Reading.ENDED && !recording);
      if (!over && !isMissing(entry.getKey(), nowMs)) {
        minimum = Math.min(minimum, progress.watermarkMs());
      }
    }
    if (minimum == Progress.UNKNOWN) {
      return NO_TICK;
    }
    if (minimum == Long.MAX_VALUE) {
      return isEnded() && highest != Progress.UNKNOWN
          ? Math.floorDiv(highest, 1_000L) + 1
          : NO_TICK;
    }
    return Math.floorDiv(minimum, 1_000L);
  }

  private boolean isRecording(long nowMs) {
    for (Map.Entry<String, Progress> entry : partitions.entrySet()) {
      if (entry.getValue().reading() == Reading.RECORDING && !isMissing(entry.getKey(), nowMs)) {
        return true;
      }
    }
    return false;
  }

  private boolean isMissing(String partition, long nowMs) {
    return nowMs - heardAtMs.get(partition) > maxHoldMs;
  }
}
