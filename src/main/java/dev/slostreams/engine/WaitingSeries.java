package dev.slostreams.engine;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.window.Counts;
import dev.slostreams.window.Coverage;
import dev.slostreams.window.SeriesWindows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A series that is not born: the seconds that wait for their tick, and no windows over them. When
 * more values come at once than may have a place there are a million of them.
 *
 * <p>Owned by one {@link Ledger}; not thread-safe. A count costs O(log seconds), and is stored as
 * the windows would store it.
 */
final class WaitingSeries implements StoredSeries {

  private static final SeriesHead HEAD =
      new SeriesHead(SeriesEngine.UNBORN, -SeriesWindows.NONE, Map.of());

  /* In the same second there may be counts of several covers, and the source may have been seen. */
  private static final Comparator<Waiting> ORDER =
      Comparator.comparingLong(Waiting::second)
          .thenComparing(Waiting::labels)
          .thenComparing(Waiting::isSeen);

  private final SloPlan plan;
  private final Coverage coverage;
  private final SeriesKey key;
  private final List<Waiting> seconds = new ArrayList<>(1);
  private long total;
  private boolean headTold;
  private boolean touched;

  /** What waits in one second; without a total the source was seen. */
  private record Waiting(long second, Cover labels, Counts counts) {

    boolean isSeen() {
      return counts.total() == 0;
    }

    Waiting plus(Counts more) {
      return new Waiting(second, labels, counts.plus(more));
    }
  }

  /**
   * Nothing waits.
   *
   * @param coverage what is excluded at the present tick
   */
  WaitingSeries(SloPlan plan, SeriesKey key, Coverage coverage) {
    this.plan = plan;
    this.key = key;
    this.coverage = coverage;
  }

  /** Its head is stored, and its pages follow. */
  static WaitingSeries stored(SloPlan plan, SeriesKey key, Coverage coverage) {
    WaitingSeries stored = new WaitingSeries(plan, key, coverage);
    stored.headTold = true;
    return stored;
  }

  SeriesKey key() {
    return key;
  }

  boolean isEmpty() {
    return seconds.isEmpty();
  }

  /** As {@link SeriesEngine#record}. */
  boolean record(long second, Cover labels, Counts counts) {
    if (counts.total() > SeriesEngine.MOST_TOTAL - total) {
      return false;
    }
    add(new Waiting(second, labels, counts));
    touched = true;
    return true;
  }

  /** The first second that waits, before this one, or {@link SeriesWindows#NONE}. */
  long nextWaiting(long before) {
    return !isEmpty() && first() < before ? first() : SeriesWindows.NONE;
  }

  private long first() {
    return seconds.get(0).second();
  }

  /** Is born at its first second; the ticks up to this one are not evaluated. */
  SeriesEngine beBorn(long evaluatedTick) {
    SeriesEngine born = new SeriesEngine(plan, key, coverage);
    seconds.forEach(one -> born.record(one.second(), one.labels(), one.counts()));
    born.beBorn(evaluatedTick);
    return born;
  }

  /**
   * Hands over what waits before this second. What was told of the series is to be taken back; the
   * rest is told anew.
   *
   * @param refused told of each second that the other could not take
   */
  void giveTo(Counting other, long beforeSecond, Runnable refused) {
    List<Waiting> rest = new ArrayList<>();
    for (Waiting one : seconds) {
      if (one.second() >= beforeSecond) {
        rest.add(one);
      } else if (!other.record(one.second(), one.labels(), one.counts())) {
        refused.run();
      }
    }
    seconds.clear();
    total = 0;
    rest.forEach(this::add);
    headTold = false;
    touched = true;
  }

  /** Tells what changed since this was last called. */
  void drainChanges(LedgerChanges changes) {
    if (!touched) {
      return;
    }
    touched = false;
    if (!headTold) {
      headTold = true;
      changes.head(key, HEAD);
    }
    SeriesWindows windows = plan.newWindows(coverage);
    seconds.forEach(one -> windows.add(one.second(), one.labels(), one.counts()));
    changes.pages(key, windows);
  }

  @Override
  public void restorePage(Cover cover, int tier, long number, byte[] bytes) {
    SeriesWindows windows = plan.newWindows(coverage);
    windows.restorePage(cover, tier, number, bytes);
    windows.forEachWaiting((second, labels, counts) -> add(new Waiting(second, labels, counts)));
  }

  private void add(Waiting one) {
    int found = Collections.binarySearch(seconds, one, ORDER);
    if (found < 0) {
      seconds.add(-found - 1, one);
    } else {
      seconds.set(found, seconds.get(found).plus(one.counts()));
    }
    total += one.counts().total();
  }
}
