package dev.slostreams.window;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import dev.slostreams.window.Asides.Taken;
import dev.slostreams.window.Stock.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All counters of one series, and the sums over its windows, brought from tick to tick
 * (semantics.md §2).
 *
 * <p>Owned by one series engine; not thread-safe. An event costs one addition while it waits for
 * its tick; a tick costs O(windows) and nothing that grows with their length; a stretch of time in
 * which nothing enters or leaves costs nothing.
 */
public final class SeriesCounters implements SeriesWindows {

  static final int MINUTES = 60;
  static final int TENS_KEPT = 7_200; // 2 h, the longest window of 10 s steps

  /*
   * Three tiers of counters: seconds, tens of seconds, minutes. An event is first written to the
   * seconds alone; when the tick passes its second, the counter of that second enters the coarser
   * tiers and the sums of all windows. So a coarse bucket never holds what the tick has not reached.
   * A late event enters at once, wherever it is still covered. What an exclusion takes out never
   * enters, or is taken back; it lies aside.
   *
   * Pages are dropped once no window can reach them. The tiers keep what the longest window of
   * their step may need, whatever the policies say today: a policy added tomorrow finds its counts.
   */
  private final Tier seconds = new Tier(1);
  private final Tier tens = new Tier(10);
  private final Tier minutes = new Tier(60);
  private final Coverage coverage;
  private final Asides asides;
  private final long minutesKept;
  private final List<CalendarCounts> calendar; // one for a calendar-aligned time window, or none
  private final List<WindowCounts> lookback;
  private final WindowCounts budget;
  private final List<WindowCounts> all;
  private long tick = NONE;
  private long lastSecond = -NONE;

  /* The same, of what is not excluded; of what was taken back long ago the start of its minute. */
  private long lastIncluded = -NONE;

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
    this(lookbackWindows, timeWindow, Coverage.NONE);
  }

  /**
   * Like {@link #SeriesCounters(List, TimeWindow)}.
   *
   * @param coverage what is excluded at the present tick
   */
  public SeriesCounters(
      List<LookbackWindow> lookbackWindows, TimeWindow timeWindow, Coverage coverage) {
    this.coverage = coverage;
    asides = new Asides(new Stock(seconds, List.of(tens), minutes), MINUTES, timeWindow);
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
  public void add(long second, Cover labels, Counts counts) {
    if (counts.total() == 0) {
      return;
    }
    if (isStarted() && second < tick) {
      addLate(second, coverage.of(second, labels), counts);
    } else if (!labels.isNone()) {
      asides.addWaiting(labels, second, counts);
    } else {
      seconds.add(second, counts.bad(), counts.total());
      firstWaiting = Math.min(firstWaiting, second);
      lastWaiting = Math.max(lastWaiting, second);
    }
  }

  @Override
  public long keptTotal() {
    long[] kept = {0};
    all.forEach(window -> kept[0] = Math.max(kept[0], window.wholeCounts().total()));
    forEachWaiting((second, labels, counts) -> kept[0] += counts.total());
    kept[0] += asides.total();
    return kept[0];
  }

  @Override
  public long nextWaiting(long to) {
    long waiting = Math.min(firstWaiting, nextWaitingAside(to));
    return waiting < to ? waiting : NONE;
  }

  @Override
  public long nextBad(long to) {
    long second = firstWaiting < to ? firstWaiting : NONE;
    while (second != NONE && seconds.page(second).bad(seconds.bucket(second)) == 0) {
      second = nextWaitingAfter(second, to);
    }
    long first = Math.min(second, nextWaitingAside(to)); // what waits there may come back
    return first == NONE ? NONE : first + 1;
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
    long second = firstWaiting;
    while (second != NONE) {
      waiting.second(second, Cover.NONE, Amount.in(seconds, second).counts());
      second = nextWaitingAfter(second, NONE);
    }
    asides.forEachWaiting(waitsFrom(), waiting);
  }

  @Override
  public void start(long birth) {
    resume(birth, birth, lastSecond);
  }

  @Override
  public void resume(long atTick, long birth, long lastEnteredSecond) {
    tick = atTick;
    lastSecond = lastEnteredSecond;
    lastIncluded = lastEnteredSecond;
    findWaiting(atTick);
    rebuild();
  }

  @Override
  public void moveTo(long to) {
    List<Taken> labelled = asides.isEmpty() ? List.of() : asides.takeWaiting(tick, to);
    while (firstWaiting < to) {
      enterWaiting(firstWaiting);
      firstWaiting = nextWaitingAfter(firstWaiting, NONE);
    }
    labelled.forEach(taken -> takeUp(taken.second(), taken.labels(), taken.counts()));
    for (WindowCounts window : all) {
      window.moveTo(to);
    }
    long firstKept = to - minutesKept - minutes.stepSeconds();
    for (CalendarCounts periods : calendar) {
      periods.moveTo(to);
      firstKept = Math.min(firstKept, periods.firstKept());
    }
    tick = to;
    seconds.dropBefore(Asides.secondsFrom(to));
    tens.dropBefore(to - TENS_KEPT - tens.stepSeconds());
    minutes.dropBefore(firstKept);
    if (!asides.isEmpty()) {
      asides.moveTo(to, firstKept);
    }
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
    return Math.floorDiv(lastIncluded, step) * step + step + window.length();
  }

  @Override
  public boolean mayHaveChanged() {
    return seconds.hasChanges() || tens.hasChanges() || minutes.hasChanges() || !asides.isEmpty();
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
  public void exclude(String name, Intervals intervals) {
    if (asides.exclude(name, intervals, tick)) {
      rebuild();
    }
  }

  @Override
  public void include(String name) {
    if (asides.include(name, tick)) {
      rebuild();
    }
  }

  /** The sums do not depend on it. */
  @Override
  public void coverageChanged() {}

  @Override
  public Map<String, Counts> excluded() {
    return asides.counts();
  }

  @Override
  public void drainAsides(Function<Cover, PageChanges> changes) {
    asides.drainChanges(changes);
  }

  @Override
  public void restoreAside(Cover cover, int tier, long number, byte[] bytes) {
    asides.restore(cover, tier, number, bytes);
  }

  @Override
  public void checkInvariants() {
    asides.checkInvariants(tick);
    for (WindowCounts window : all) {
      window.checkAgainstTier(tick);
    }
  }

  private void addLate(long second, Cover cover, Counts counts) {
    if (cover.isNone()) {
      if (second >= Asides.secondsFrom(tick)) {
        seconds.add(second, counts.bad(), counts.total());
      }
      enter(second, counts.bad(), counts.total());
    } else {
      asides.add(cover, second, counts, tick);
      lastSecond = Math.max(lastSecond, second);
    }
  }

  /** A second has come; an exclusion may take it out. */
  private void enterWaiting(long second) {
    Page page = seconds.page(second);
    int bucket = seconds.bucket(second);
    Cover cover = coverage.of(second, Cover.NONE);
    if (cover.isNone()) {
      enter(second, page.bad(bucket), page.total(bucket));
    } else {
      Amount amount = Amount.in(seconds, second);
      seconds.add(second, -amount.bad(), -amount.total());
      takeUp(second, Cover.NONE, amount.counts());
    }
  }

  /** What waited, and is in no tier now, enters or goes aside. */
  private void takeUp(long second, Cover labels, Counts counts) {
    addLate(second, coverage.of(second, labels), counts);
  }

  private long waitsFrom() {
    return isStarted() ? tick : Long.MIN_VALUE / 2;
  }

  private long nextWaitingAside(long to) {
    return asides.isEmpty() ? NONE : asides.nextWaiting(waitsFrom(), to);
  }

  private void rebuild() {
    for (WindowCounts window : all) {
      window.rebuild(tick);
    }
    calendar.forEach(periods -> periods.rebuild(tick));
    if (!asides.isEmpty()) {
      asides.rebuild(tick);
      long recent = seconds.lastUsedBefore(tick);
      long last = recent == NONE ? minutes.lastUsed() : recent;
      lastIncluded = last == NONE ? -NONE : last;
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
    lastIncluded = Math.max(lastIncluded, second);
    if (second >= tick - TENS_KEPT - tens.stepSeconds()) {
      tens.add(second, bad, total);
    }
    minutes.add(second, bad, total);
  }

  private Tier tierOf(int stepSeconds) {
    return stepSeconds == 1 ? seconds : stepSeconds == 10 ? tens : minutes;
  }
}
