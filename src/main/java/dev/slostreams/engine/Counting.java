package dev.slostreams.engine;

import dev.slostreams.slo.Cover;
import dev.slostreams.window.Counts;

/** Something that counts: a series that is born, or one that waits. */
@FunctionalInterface
interface Counting {

  /**
   * Counts in this second.
   *
   * @return false where the series would hold more than {@link SeriesEngine#MOST_TOTAL}: then
   *     nothing changes
   */
  boolean record(long second, Cover labels, Counts counts);
}
