package dev.slostreams.tally;

import dev.slostreams.watermark.Progress;
import java.util.List;

/**
 * What one batch of one source partition adds, and how far the partition is after it.
 *
 * @param partition the source partition, {@code topic-0}
 * @param progress how far it has been read
 * @param deltas per series and second, seconds of a series in a row; empty when only time went on
 */
public record BatchTally(String partition, Progress progress, List<Delta> deltas) {

  public BatchTally {
    deltas = List.copyOf(deltas);
  }
}
