package dev.slostreams.topology;

import dev.slostreams.batch.SourceProgress;
import dev.slostreams.watermark.Progress;
import dev.slostreams.watermark.Progress.Reading;
import java.util.Optional;

/**
 * How far one source partition has been read by this task, as told to the ledgers.
 *
 * <p>Nothing of it is stored: the ledgers keep what they were told, and the highest of it. Owned by
 * one stream task; not thread-safe.
 */
final class PartitionReading {

  private final long disorderMs;
  private final long idleAfterMs;
  private final boolean history;
  private final Reading active;
  private long highestMs = Progress.UNKNOWN;
  private long lastBatchOffset = SourceProgress.NOTHING;
  private long quietSinceMs;

  PartitionReading(Timing timing, boolean history, long nowMs) {
    this.disorderMs = timing.disorderMs();
    this.idleAfterMs = timing.idleAfterMs();
    this.history = history;
    this.active = history ? Reading.RECORDING : Reading.ACTIVE;
    this.quietSinceMs = nowMs;
  }

  /** A batch has been processed. */
  Progress afterBatch(long firstOffset, long batchHighestMs, long nowMs) {
    lastBatchOffset = firstOffset;
    quietSinceMs = nowMs;
    highestMs = Math.max(highestMs, batchHighestMs);
    return progress(watermarkOf(highestMs), active);
  }

  /** A batch of nothing but beats of the watchdog has been processed: that is silence. */
  Progress afterBeat(long firstOffset, Optional<SourceProgress.Progress> known, long nowMs) {
    lastBatchOffset = firstOffset;
    return afterWaiting(known, nowMs);
  }

  /**
   * Some time has passed. Idle is only what is known to be: read to its end according to a broker's
   * answer, all of it processed, and silent for idle-after. It then stands at the time of that
   * answer, not at the present: what is out of reach is not silent.
   */
  Progress afterWaiting(Optional<SourceProgress.Progress> known, long nowMs) {
    if (known.isEmpty() || !known.get().atEnd() || known.get().lastHandedOut() > lastBatchOffset) {
      quietSinceMs = nowMs;
      return progress(watermarkOf(highestMs), active);
    }
    if (nowMs - quietSinceMs < idleAfterMs) {
      return progress(watermarkOf(highestMs), active);
    }
    if (history) {
      return progress(watermarkOf(highestMs), Reading.ENDED);
    }
    long silentUntilMs = Math.min(known.get().answeredAtMs(), nowMs);
    return progress(Math.max(watermarkOf(highestMs), silentUntilMs - disorderMs), Reading.IDLE);
  }

  private Progress progress(long watermarkMs, Reading reading) {
    return new Progress(watermarkMs, highestMs, reading);
  }

  private long watermarkOf(long timestampMs) {
    return timestampMs == Progress.UNKNOWN ? Progress.UNKNOWN : timestampMs - disorderMs;
  }
}
