package dev.slostreams.window;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The counters of a series that is budgeted in time slices, and its windows over judged slices
 * (semantics.md §4).
 *
 * <p>Owned by one series engine; not thread-safe. A tick within a slice costs what its events cost.
 * At the end of a slice each window judges the slice that comes and the one that goes. Slices
 * without events cost nothing, however many there are.
 */
public final class SlicedCounters implements SeriesWindows {

  /* The tiers by the numbers under which their pages are told. */
  private static final int SECONDS = 1;
  private static final int PARTS = 2;
  private static final int SEEN = 3;

  /*
   * An event is written to the seconds and waits; when the tick passes its second it enters the
   * parts of its slice. A second in which the source was seen, without an event of the series,
   * waits in a tier of its own, as a total of how often. When the tick reaches the end of a slice
   * the slice enters the windows; an event that comes for it later has it judged again.
   */
  private final SliceJudge judge;
  private final Tier seconds = new Tier(1, SECONDS);
  private final Tier seen = new Tier(1, SEEN);
  private final SliceTier slices;
  private final WaitingSeconds waiting = new WaitingSeconds(seconds);
  private final WaitingSeconds waitingSeen = new WaitingSeconds(seen);
  private final List<SliceWindow> lookback = new ArrayList<>();
  private final SliceWindow budget;
  private final List<SliceWindow> all; // the budget's is the last
  private final SlicePeriods periods; // null for a rolling time window
  private final SliceWindow lastPeriod;
  private long longest;
  private long tick = NONE;
  private long lastSecond = -NONE;

  /* Meaningful only once started: the slice of the birth, and the one that holds the tick. */
  private long birthSlice;
  private long present;

  /* Of the slice that was read last. */
  private long worthBad;
  private long worthTotal;

  /**
   * Counters without any count, not yet started.
   *
   * @param sliceSeconds length of a slice
   * @param lookbackLengths lengths of the windows of the alert conditions, in slices, each once
   * @param timeWindow the window of the budget
   */
  public SlicedCounters(
      SliceJudge judge, long sliceSeconds, long[] lookbackLengths, TimeWindow timeWindow) {
    this.judge = judge;
    slices = new SliceTier(sliceSeconds, PARTS);
    longest = -Math.floorDiv(-timeWindow.nominalSeconds(), sliceSeconds);
    budget = windowOf(longest);
    for (long length : lookbackLengths) {
      lookback.add(windowOf(length));
      longest = Math.max(longest, length);
    }
    periods =
        timeWindow instanceof CalendarAligned calendar
            ? new SlicePeriods(calendar, sliceSeconds)
            : null;
    lastPeriod = windowOf(0);
    all = new ArrayList<>(lookback);
    all.add(budget);
  }

  @Override
  public UnitCounts lookback(int window) {
    return lookback.get(window);
  }

  @Override
  public UnitCounts budget() {
    return budget;
  }

  @Override
  public long lastSecond() {
    return lastSecond;
  }

  /** Counts in this second; without a total the source was seen in it. */
  @Override
  public void add(long second, Counts counts) {
    boolean waits = tick == NONE || second >= tick;
    if (waits && counts.total() == 0) {
      seen.add(second, 0, 1);
      waitingSeen.add(second);
    } else if (waits) {
      seconds.add(second, counts.bad(), counts.total());
      seconds.addSum(second, counts.sum());
      waiting.add(second);
    } else {
      lastSecond = Math.max(lastSecond, second);
      addLate(second, counts);
    }
  }

  @Override
  public long keptTotal() {
    long kept = all.stream().mapToLong(SliceWindow::weight).max().orElse(0);
    if (tick != NONE) {
      slices.read(present);
      kept += slices.total();
      slices.packRead();
    }
    for (long second = waiting.first(); second != NONE; second = waiting.after(second)) {
      kept += countsOf(second).total();
    }
    return kept;
  }

  @Override
  public long nextWaiting(long to) {
    long first = Math.min(waiting.first(), waitingSeen.first());
    return first < to ? first : NONE;
  }

  @Override
  public void forEachWaiting(Waiting receiver) {
    for (long second = waiting.first(); second != NONE; second = waiting.after(second)) {
      receiver.second(second, countsOf(second));
    }
    for (long second = waitingSeen.first(); second != NONE; second = waitingSeen.after(second)) {
      receiver.second(second, Counts.ZERO);
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
    birthSlice = slices.sliceOf(birth);
    present = slices.sliceOf(atTick);
    waiting.find(atTick);
    waitingSeen.find(atTick);
    if (periods != null) {
      periods.moveTo(atTick);
    }
    rebuild(all);
    rebuildLastPeriod();
  }

  @Override
  public void moveTo(long to) {
    tick = to;
    while (waiting.first() < to) {
      long second = waiting.first();
      slices.add(second, countsOf(second));
      lastSecond = Math.max(lastSecond, second);
      waiting.removeFirst();
    }
    while (waitingSeen.first() < to) {
      lastSecond = Math.max(lastSecond, waitingSeen.first());
      waitingSeen.removeFirst();
    }
    boolean turned = periods != null && periods.moveTo(to);
    if (slices.sliceOf(to) > present || turned) {
      endSlices(slices.sliceOf(to));
    }
    if (turned) {
      rebuildLastPeriod();
    }
    seconds.dropBefore(to);
    seen.dropBefore(to);
    slices.parts().dropBefore(slices.startOf(firstKept()));
  }

  @Override
  public long ageSince(long birth) {
    return present - slices.sliceOf(birth);
  }

  @Override
  public long budgetAge(long birth) {
    return periods == null
        ? ageSince(birth)
        : Math.max(0, Math.min(ageSince(birth), present - periods.first(periods.current())));
  }

  @Override
  public Optional<CalendarPeriod> period() {
    return Optional.ofNullable(periods).map(SlicePeriods::current);
  }

  @Override
  public Optional<LastPeriod> lastPeriod(long birth) {
    if (periods == null || birth >= periods.last().to()) {
      return Optional.empty();
    }
    long length = periods.length(periods.last());
    long age = Math.max(0, periods.end(periods.last()) - slices.sliceOf(birth));
    return Optional.of(
        new LastPeriod(periods.last(), lastPeriod.wholeCounts(), Math.min(age, length), length));
  }

  @Override
  public long tickAfter(long units) {
    return slices.startOf(present + units);
  }

  @Override
  public long nextEntry(long to) {
    boolean steady =
        judge.empty().total() == 0 || lookback.stream().allMatch(SliceWindow::isSteady);
    if (!steady || slices.nextUsed(present, present + 1) != NONE) {
      return Math.min(to, tickAfter(1));
    }
    long next = waiting.first();
    return next == NONE ? to : Math.min(to, slices.startOf(slices.sliceOf(next) + 1));
  }

  @Override
  public long nextBad(long to) {
    return nextEntry(to);
  }

  @Override
  public long nextChange(long to) {
    long change = nextEntry(to);
    for (SliceWindow window : lookback) {
      if (change <= tickAfter(1)) {
        return change;
      }
      change = Math.min(change, nextLeaving(window));
    }
    return change;
  }

  /** The tick at which its first slice with events leaves; before that it cannot become empty. */
  @Override
  public long nextBudgetChange(long to) {
    boolean steady = budget.isAllGood() && judge.empty().bad() == 0;
    long change = steady ? nextSliceWithEvents(to) : Math.min(to, tickAfter(1));
    return periods == null ? change : Math.min(change, periods.current().to());
  }

  @Override
  public long nextBudgetRise(long to) {
    return nextBudgetChange(to);
  }

  /** The end of the next slice that has events, at most {@code to}. */
  private long nextSliceWithEvents(long to) {
    if (slices.nextUsed(present, present + 1) != NONE) {
      return Math.min(to, tickAfter(1));
    }
    long next = waiting.first();
    return next == NONE ? to : Math.min(to, slices.startOf(slices.sliceOf(next) + 1));
  }

  @Override
  public long emptyAt(int window) {
    return lookback(window).isEmpty() ? tick : nextLeaving(lookback.get(window));
  }

  @Override
  public void drainChanges(PageChanges changes) {
    seconds.drainChanges(changes);
    seen.drainChanges(changes);
    slices.parts().drainChanges(changes);
  }

  @Override
  public void restore(int tier, long number, byte[] bytes) {
    switch (tier) {
      case SECONDS -> {
        seconds.restore(number, bytes);
        waiting.find(Long.MIN_VALUE / 2);
      }
      case SEEN -> {
        seen.restore(number, bytes);
        waitingSeen.find(Long.MIN_VALUE / 2);
      }
      case PARTS -> slices.parts().restore(number, bytes);
      default ->
          throw new IllegalStateException(
              "counter page of a sliced series: tier must be 1, 2 or 3, but was " + tier);
    }
  }

  @Override
  public void checkInvariants() {
    List<SliceWindow> fresh = all.stream().map(window -> windowOf(window.length())).toList();
    rebuild(fresh);
    for (int i = 0; i < fresh.size(); i++) {
      if (!fresh.get(i).holdsTheSameAs(all.get(i))) {
        throw new IllegalStateException(
            "window of %d slices at tick %d: must hold %s, but holds %s (this is a bug in slo-streams)"
                .formatted(all.get(i).length(), tick, fresh.get(i), all.get(i)));
      }
    }
  }

  private void addLate(long second, Counts counts) {
    if (counts.total() > 0) {
      changeSlice(slices.sliceOf(second), () -> slices.add(second, counts));
    }
  }

  /** Changes the counts of a slice; if it has been judged it is judged again. */
  private void changeSlice(long slice, Runnable change) {
    boolean judged = slice < present;
    if (judged) {
      add(slice, -1, all);
      addTo(lastPeriod, slice, -1);
    }
    change.run();
    if (judged) {
      add(slice, 1, all);
      addTo(lastPeriod, slice, 1);
      slices.packRead();
    }
  }

  /** The slices up to this one end; those that enter and leave at once are not looked at. */
  private void endSlices(long newPresent) {
    long ended = present;
    for (SliceWindow window : all) {
      long staysFrom = firstOf(window, newPresent);
      forEachUsed(
          window.first(),
          Math.min(staysFrom, ended),
          slice -> {
            worthOf(slice);
            addTo(window, slice, -1);
          });
      window.moveTo(staysFrom, newPresent);
    }
    present = newPresent;
    forEachUsed(Math.max(ended, firstKept()), newPresent, slice -> add(slice, 1, all));
    slices.packRead();
  }

  private void rebuild(List<SliceWindow> windows) {
    for (int i = 0; i < windows.size(); i++) {
      windows.get(i).reset(birthSlice + 1);
      windows.get(i).moveTo(firstOf(all.get(i), present), present);
    }
    forEachUsed(firstKept(), present, slice -> add(slice, 1, windows));
    slices.packRead();
  }

  private void rebuildLastPeriod() {
    if (periods != null) {
      lastPeriod.reset(birthSlice + 1);
      lastPeriod.moveTo(periods.first(periods.last()), periods.end(periods.last()));
      forEachUsed(
          periods.first(periods.last()),
          periods.end(periods.last()),
          slice -> add(slice, 1, List.of(lastPeriod)));
      slices.packRead();
    }
  }

  /** The first slice of a window that ends before this one; gives a calendar's its length. */
  private long firstOf(SliceWindow window, long endSlice) {
    if (window != budget || periods == null) {
      return endSlice - window.length();
    }
    window.setLength(periods.length(periods.current()));
    return periods.first(periods.current());
  }

  /** The first slice that a window covers, or that is still reported. */
  private long firstKept() {
    long first = present - longest;
    return periods == null ? first : Math.min(first, periods.first(periods.last()));
  }

  private SliceWindow windowOf(long length) {
    return new SliceWindow(length, judge.empty(), judge.unit());
  }

  /** Adds a slice with events to the windows that cover it, or with sign −1 takes it off. */
  private void add(long slice, int sign, List<SliceWindow> windows) {
    worthOf(slice);
    for (SliceWindow window : windows) {
      addTo(window, slice, sign);
    }
  }

  private void addTo(SliceWindow window, long slice, int sign) {
    if (window.covers(slice)) {
      window.add(sign * worthBad, sign * worthTotal, sign * slices.total());
    }
  }

  /** Reads a slice, and what it is worth more than one without events. */
  private void worthOf(long slice) {
    slices.read(slice);
    boolean whole = slice > birthSlice;
    boolean judged = slices.total() > 0 && (whole || !judge.leavesOutBirth());
    Counts otherwise = whole ? judge.empty() : Counts.ZERO;
    worthBad =
        judged ? judge.bad(slices.good(), slices.total(), slices.sum()) - otherwise.bad() : 0;
    worthTotal = judged ? judge.unit() - otherwise.total() : 0;
  }

  private void forEachUsed(long from, long to, LongConsumer action) {
    long slice = slices.nextUsed(from, to);
    while (slice != NONE) {
      action.accept(slice);
      slice = slices.nextUsed(slice + 1, to);
    }
  }

  private long nextLeaving(SliceWindow window) {
    long used = window.isUsed() ? slices.nextUsed(window.first(), present) : NONE;
    return used == NONE ? NONE : slices.startOf(used + window.length() + 1);
  }

  private Counts countsOf(long second) {
    Page page = seconds.page(second);
    int bucket = seconds.bucket(second);
    long total = page.total(bucket);
    return new Counts(total - page.bad(bucket), total, page.sum(bucket));
  }
}
