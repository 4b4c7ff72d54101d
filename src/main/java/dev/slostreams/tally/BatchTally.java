package dev.slostreams.tally;

import dev.slostreams.watermark.Progress;
import java.util.List;

/**
 * What one batch of one source partition adds, and how far the partition is after it.
 *
 * @param partition the source partition, {@code topic-0}
 * @param progress how far it has been read
 * @param series what it adds to each series; empty when only time went on
 */
public record BatchTally(String partition, Progress progress, List<SeriesTally> series) {

  public BatchTally {
    series = List.copyOf(series);
  }
}
