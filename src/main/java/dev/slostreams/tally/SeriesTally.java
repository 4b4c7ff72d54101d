package dev.slostreams.tally;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import java.util.List;

/**
 * What one batch adds to one series.
 *
 * @param labels the exclusions whose predicate holds for these events
 * @param deltas per second, each second once; at least one; not to be changed
 */
public record SeriesTally(SeriesKey series, Cover labels, List<Delta> deltas) {

  /** Without labels. */
  public SeriesTally(SeriesKey series, List<Delta> deltas) {
    this(series, Cover.NONE, deltas);
  }

  /** How many events these are. */
  public long events() {
    long events = 0;
    for (Delta delta : deltas) {
      events += delta.events();
    }
    return events;
  }
}
