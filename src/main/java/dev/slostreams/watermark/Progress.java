package dev.slostreams.watermark;

/**
 * How far one source partition has been read.
 *
 * @param watermarkMs event time, ms, up to which it is complete; {@link #UNKNOWN} when nothing was
 *     read yet
 * @param highestMs highest event time read, ms, or {@link #UNKNOWN}
 * @param reading what the reader is doing
 */
public record Progress(long watermarkMs, long highestMs, Reading reading) {

  /** No time yet: earlier than any. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** What the reader of a partition is doing. */
  public enum Reading {
    /** Reading, or waiting for a moment. */
    ACTIVE,
    /** Read to its end and silent for a while: the silence is an observation. */
    IDLE,
    /** Reading a recording. */
    RECORDING,
    /**
     * A recording, read to its end and silent for a while: silence means nothing, more may come.
     */
    ENDED,
    /** A recording to which nothing can be added, read to its end. */
    FINISHED;

    /** Whether everything there is has been read. */
    public boolean isAtEnd() {
      return this != ACTIVE && this != RECORDING;
    }
  }

  /** What a partition's reader says before it has read anything. */
  public static final Progress NOTHING = new Progress(UNKNOWN, UNKNOWN, Reading.ACTIVE);

  /** This, and what was known before: watermarks only rise. */
  public Progress after(Progress before) {
    return new Progress(
        Math.max(watermarkMs, before.watermarkMs), Math.max(highestMs, before.highestMs), reading);
  }
}
