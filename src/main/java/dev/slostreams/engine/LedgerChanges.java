package dev.slostreams.engine;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.window.SeriesWindows;

/** Receives what of a ledger must be stored, in the order in which it happened per series. */
public interface LedgerChanges {

  /** All that was told of this series is gone; more may follow when it came back as a new one. */
  void removed(SeriesKey key);

  /** The series has this head now. */
  void head(SeriesKey key, SeriesHead head);

  /**
   * The series has this counter page now.
   *
   * @param cover the exclusions that have taken out what it holds; none for what counts
   * @param bytes null when the page is gone
   */
  void page(SeriesKey key, Cover cover, int tier, long number, byte[] bytes);

  /** The pages of these windows that changed since they were last drained are the series' now. */
  default void pages(SeriesKey key, SeriesWindows windows) {
    windows.drainChanges((tier, number, bytes) -> page(key, Cover.NONE, tier, number, bytes));
    windows.drainAsides(cover -> (tier, number, bytes) -> page(key, cover, tier, number, bytes));
  }
}
