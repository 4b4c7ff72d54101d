package dev.slostreams.window;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Intervals;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The counters of one series and its windows over them, in the units the series is budgeted in.
 *
 * <p>Owned by one series engine; not thread-safe. What is counted waits until the tick passes its
 * second. The answers about ticks to come are lower bounds: before them nothing changes.
 */
public interface SeriesWindows {

  /** No tick and no second: later than any. */
  long NONE = Tier.NONE;

  /** Counts over a lookback window, by its place in the list the windows were made of. */
  UnitCounts lookback(int window);

  /** Counts over the time window. */
  UnitCounts budget();

  /** The last second that has entered and counts anything, or a very early one. */
  long lastSecond();

  /**
   * Counts in this second. Before the start, or at or after the tick, it waits for its tick; before
   * the tick it is late and counts at once in every window that still covers it.
   */
  default void add(long second, Counts counts) {
    add(second, Cover.NONE, counts);
  }

  /**
   * Like {@link #add(long, Counts)}.
   *
   * @param labels the exclusions whose predicate holds for the events
   */
  void add(long second, Cover labels, Counts counts);

  /** Takes what has entered in these intervals out of the windows. */
  void exclude(String name, Intervals intervals);

  /** What the coverage says has changed; what moved with it has been moved. */
  void coverageChanged();

  /** Puts back what this exclusion alone has taken out. */
  void include(String name);

  /** What is excluded over the time window, by the exclusion under which it is shown. */
  Map<String, Counts> excluded();

  /** The total of all seconds that some window covers or that wait for their tick. */
  long keptTotal();

  /** The first second that waits for its tick, before {@code to}, or NONE. */
  long nextWaiting(long to);

  /** Tells every second that waits for its tick. */
  void forEachWaiting(Waiting waiting);

  /** Begins at the birth, at or before the first second counted. */
  void start(long birth);

  /** Goes on at this tick with restored pages, in which all that is earlier has entered. */
  void resume(long atTick, long birth, long lastEnteredSecond);

  /** Brings the sums to this tick, at or after the present one. */
  void moveTo(long to);

  /** The series' age at the present tick, in its unit of length. */
  long ageSince(long birth);

  /** The age that counts in the time window: in a calendar's at most since its period began. */
  long budgetAge(long birth);

  /** The current period of a calendar-aligned time window; empty for a rolling one. */
  Optional<CalendarPeriod> period();

  /** The period before it; empty where the series was not born then. */
  Optional<LastPeriod> lastPeriod(long birth);

  /** The tick at which the age will have grown by this many units, above 0. */
  long tickAfter(long units);

  /** A tick up to which no window's counts change because something enters, at most {@code to}. */
  long nextEntry(long to);

  /** A tick before which nothing bad enters a window, or NONE for none before {@code to}. */
  long nextBad(long to);

  /** A tick after the present one before which no lookback window changes, at most {@code to}. */
  long nextChange(long to);

  /** A tick after the present one before which the time window does not change, but for its age. */
  long nextBudgetChange(long to);

  /**
   * A tick after the present one, at most {@code to}, before which the bad share of the time window
   * does not rise unless something bad enters.
   */
  long nextBudgetRise(long to);

  /** The first tick at which this lookback window is empty if nothing more enters. */
  long emptyAt(int window);

  /**
   * False where neither a page nor {@link #lastSecond} has changed since {@link #drainChanges} was
   * last called.
   */
  default boolean mayHaveChanged() {
    return true;
  }

  /** Tells every page that changed or went since this was last called. */
  void drainChanges(PageChanges changes);

  /** Puts a page back as it was told; before {@link #resume}. */
  void restore(int stepSeconds, long number, byte[] bytes);

  /** Like {@link #drainChanges}, of what exclusions have taken out. */
  void drainAsides(Function<Cover, PageChanges> changes);

  /** Like {@link #restore}, of what exclusions have taken out. */
  void restoreAside(Cover cover, int tier, long number, byte[] bytes);

  /**
   * Puts a page back as it was told, of what counts or of what is aside; before {@link #resume}.
   */
  default void restorePage(Cover cover, int tier, long number, byte[] bytes) {
    if (cover.isNone()) {
      restore(tier, number, bytes);
    } else {
      restoreAside(cover, tier, number, bytes);
    }
  }

  /** Fails where a window's sums are not what the counters hold. */
  void checkInvariants();

  /** Receives the counts of one second, and whose predicates hold for them. */
  @FunctionalInterface
  interface Waiting {
    void second(long second, Cover labels, Counts counts);
  }
}
