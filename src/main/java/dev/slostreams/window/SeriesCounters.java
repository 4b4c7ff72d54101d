package dev.slostreams.window;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All counters of one series, and the sums over its windows, brought from tick to tick
 * (semantics.md §2).
 *
 * <p>Owned by one series engine; not thread-safe. An event costs one addition while it waits for
 * its tick; a tick costs O(windows) and nothing that grows with their length; a stretch of time in
 * which nothing enters or leaves costs nothing.
 */
public final class SeriesCounters implements SeriesWindows {

  private static final int SECONDS_KEPT = 600; // 10 min, the longest window of 1 s steps
  private static final int TENS_KEPT = 7_200; // 2 h, the longest window of 10 s steps

  /*
   * Three tiers of counters: seconds, tens of seconds, minutes. An event is first written to the
   * seconds alone; when the tick passes its second, the counter of that second enters the coarser
   * tiers and the sums of all windows. So a coarse bucket never holds what the tick has not reached.
   * A late event enters at once, wherever it is still covered.
   *
   * Pages are dropped once no window can reach them. The tiers keep what the longest window of
   * their step may need, whatever the policies say today: a policy added tomorrow finds its counts.
   */
  private final Tier seconds = new Tier(1);
  private final Tier tens = new Tier(10);
  private final Tier minutes = new Tier(60);
  private final long minutesKept;
  private final List<CalendarCounts> calendar; // one for a calendar-aligned time window, or none
  private final List<WindowCounts> lookback;
  private final WindowCounts budget;
  private final List<WindowCounts> all;
  private long tick = NONE;
  private long lastSecond = -NONE;

  /* The first and the last second that wait for their tick; NONE and −NONE when none does. */
  private long firstWaiting = NONE;
  private long lastWaiting = -NONE;

  /**
   * Counters without any count, not yet started.
   *
   * @param lookbackWindows the windows of the alert conditions, each once
   * @param timeWindow the window of the budget, whole minutes are counted
   */
  public SeriesCounters(List<LookbackWindow> lookbackWindows, TimeWindow timeWindow) {
    calendar =
        timeWindow instanceof CalendarAligned aligned
            ? List.of(new CalendarCounts(aligned, minutes))
            : List.of();
    lookback = new ArrayList<>();
    long longest = timeWindow.nominalSeconds();
    for (LookbackWindow window : lookbackWindows) {
      WindowStart start = new WindowStart.Fixed(window.seconds());
      lookback.add(new WindowCounts(tierOf(window.stepSeconds()), start, false));
      longest = Math.max(longest, window.seconds());
    }
    budget = new WindowCounts(minutes, WindowStart.of(timeWindow), true);
    all = new ArrayList<>(lookback);
    all.add(budget);
    minutesKept = longest;
  }

  @Override
  public WindowCounts lookback(int window) {
    return lookback.get(window);
  }

  @Override
  public WindowCounts budget() {
    return budget;
  }

  @Override
  public long budgetAge(long birth) {
    long age = ageSince(birth);
    return calendar.isEmpty() ? age : Math.min(age, tick - calendar.get(0).current().from());
  }

  @Override
  public Optional<CalendarPeriod> period() {
    return calendar.stream().map(CalendarCounts::current).findFirst();
  }

  @Override
  public Optional<LastPeriod> lastPeriod(long birth) {
    return calendar.stream().flatMap(periods -> periods.last(birth).stream()).findFirst();
  }

  @Override
  public long lastSecond() {
    return lastSecond;
  }

  /** Whether ticks have begun; before that everything waits. */
  public boolean isStarted() {
    return tick != NONE;
  }

  @Override
  public void add(long second, Counts counts) {
    if (counts.total() == 0) {
      return;
    }
    if (!isStarted() || second >= tick) {
      seconds.add(second, counts.bad(), counts.total());
      firstWaiting = Math.min(firstWaiting, second);
      lastWaiting = Math.max(lastWaiting, second);
    } else {
      if (second >= tick - SECONDS_KEPT) {
        seconds.add(second, counts.bad(), counts.total());
      }
      enter(second, counts.bad(), counts.total());
    }
  }

  @Override
  public long keptTotal() {
    long[] kept = {0};
    all.forEach(window -> kept[0] = Math.max(kept[0], window.wholeCounts().total()));
    forEachWaiting((second, counts) -> kept[0] += counts.total());
    return kept[0];
  }

  @Override
  public long nextWaiting(long to) {
    return firstWaiting < to ? firstWaiting : NONE;
  }

  @Override
  public long nextBad(long to) {
    long second = nextWaiting(to);
    while (second != NONE && seconds.page(second).bad(seconds.bucket(second)) == 0) {
      second = nextWaitingAfter(second, to);
    }
    return second == NONE ? NONE : second + 1;
  }

  @Override
  public long nextEntry(long to) {
    long waiting = nextWaiting(to);
    return waiting == NONE ? to : waiting + 1;
  }

  @Override
  public long ageSince(long birth) {
    return tick - birth;
  }

  @Override
  public long tickAfter(long units) {
    return tick + units;
  }

  @Override
  public void forEachWaiting(Waiting waiting) {
    long second = nextWaiting(NONE);
    while (second != NONE) {
      Page page = seconds.page(second);
      long total = page.total(seconds.bucket(second));
      waiting.second(second, new Counts(total - page.bad(seconds.bucket(second)), total));
      second = nextWaitingAfter(second, NONE);
    }
  }

  @Override
  public void start(long birth) {
    resume(birth, birth, lastSecond);
  }

  @Override
  public void resume(long atTick, long birth, long lastEnteredSecond) {
    tick = atTick;
    lastSecond = lastEnteredSecond;
    findWaiting(atTick);
    for (WindowCounts window : all) {
      window.rebuild(atTick);
    }
    calendar.forEach(periods -> periods.rebuild(atTick));
  }

  @Override
  public void moveTo(long to) {
    while (firstWaiting < to) {
      Page page = seconds.page(firstWaiting);
      int bucket = seconds.bucket(firstWaiting);
      enter(firstWaiting, page.bad(bucket), page.total(bucket));
      firstWaiting = nextWaitingAfter(firstWaiting, NONE);
    }
    for (WindowCounts window : all) {
      window.moveTo(to);
    }
    long firstKept = to - minutesKept - minutes.stepSeconds();
    for (CalendarCounts periods : calendar) {
      periods.moveTo(to);
      firstKept = Math.min(firstKept, periods.firstKept());
    }
    tick = to;
    seconds.dropBefore(to - SECONDS_KEPT);
    tens.dropBefore(to - TENS_KEPT - tens.stepSeconds());
    minutes.dropBefore(firstKept);
  }

  @Override
  public long nextChange(long to) {
    long change = nextEntry(to);
    for (WindowCounts window : lookback) {
      if (change <= tick + 1) {
        return change;
      }
      change = Math.min(change, nextLeaving(window));
    }
    return change;
  }

  @Override
  public long nextBudgetChange(long to) {
    return Math.min(nextEntry(to), nextBudgetRise(to));
  }

  @Override
  public long nextBudgetRise(long to) {
    if (!calendar.isEmpty()) {
      return Math.min(to, calendar.get(0).current().to());
    }
    long used = budget.isEmpty() ? NONE : minutes.nextUsed(budget.oldestStart(), tick);
    return used == NONE ? to : Math.min(to, used + minutes.stepSeconds() + budget.length());
  }

  @Override
  public long emptyAt(int index) {
    WindowCounts window = lookback(index);
    if (window.isEmpty()) {
      return tick;
    }
    long step = window.scale();
    return Math.floorDiv(lastSecond, step) * step + step + window.length();
  }

  @Override
  public void drainChanges(PageChanges changes) {
    seconds.drainChanges(changes);
    tens.drainChanges(changes);
    minutes.drainChanges(changes);
  }

  @Override
  public void restore(int stepSeconds, long number, byte[] bytes) {
    tierOf(stepSeconds).restore(number, bytes);
    if (stepSeconds == seconds.stepSeconds()) {
      findWaiting(Long.MIN_VALUE / 2);
    }
  }

  @Override
  public void checkInvariants() {
    for (WindowCounts window : all) {
      window.checkAgainstTier(tick);
    }
  }

  private long nextWaitingAfter(long second, long to) {
    return second < lastWaiting
        ? seconds.nextUsed(second + 1, Math.min(to, lastWaiting + 1))
        : NONE;
  }

  private void findWaiting(long from) {
    firstWaiting = seconds.nextUsed(from, NONE);
    lastWaiting = firstWaiting == NONE ? -NONE : seconds.lastUsed();
  }

  private long nextLeaving(WindowCounts window) {
    if (window.isEmpty()) {
      return NONE;
    }
    if (window.scale() > 1 && window.isOldestUsed()) {
      return tick + 1;
    }
    Tier tier = tierOf((int) window.scale());
    long used = tier.nextUsed(window.oldestStart(), tick);
    return used == NONE ? NONE : used + window.length() + 1;
  }

  private void enter(long second, long bad, long total) {
    enterCoarse(second, bad, total);
    for (WindowCounts window : all) {
      window.add(second, bad, total);
    }
    for (CalendarCounts periods : calendar) {
      periods.add(second, bad, total);
    }
  }

  private void enterCoarse(long second, long bad, long total) {
    lastSecond = Math.max(lastSecond, second);
    if (second >= tick - TENS_KEPT - tens.stepSeconds()) {
      tens.add(second, bad, total);
    }
    minutes.add(second, bad, total);
  }

  private Tier tierOf(int stepSeconds) {
    return stepSeconds == 1 ? seconds : stepSeconds == 10 ? tens : minutes;
  }
}
