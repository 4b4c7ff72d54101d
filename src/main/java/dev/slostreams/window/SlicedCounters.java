package dev.slostreams.window;

import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import dev.slostreams.window.Asides.Taken;
import dev.slostreams.window.Stock.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  static final int PARTS = 2;
  private static final int SEEN = 3;

  /*
   * An event is written to the seconds and waits; when the tick passes its second it enters the
   * parts of its slice. A second in which the source was seen, without an event of the series,
   * waits in a tier of its own, as a total of how often. When the tick reaches the end of a slice
   * the slice enters the windows; an event that comes for it later has it judged again. The seconds
   * are kept for two hours, because an exclusion may take some of them out of a slice.
   */
  private final SliceJudge judge;
  private final Coverage coverage;
  private final Asides asides;
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
  private LongConsumer rejudged = slice -> {};
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
   * @param excluding the window of the budget, and what is excluded at the present tick
   */
  public SlicedCounters(
      SliceJudge judge, long sliceSeconds, long[] lookbackLengths, Excluding excluding) {
    this.judge = judge;
    slices = new SliceTier(sliceSeconds, PARTS);
    TimeWindow timeWindow = excluding.timeWindow();
    coverage = excluding.coverage();
    asides = new Asides(new Stock(seconds, List.of(), slices.parts()), PARTS, timeWindow);
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

  /** Units of a slice that has ended; without any where it is left out. */
  public Counts unitsOf(long slice) {
    worthOf(slice);
    Counts otherwise = slice > birthSlice ? judge.empty() : Counts.ZERO;
    long bad = worthBad + otherwise.bad();
    long total = worthTotal + otherwise.total();
    return new Counts(total - bad, total);
  }

  /** The first slice that may have units. */
  public long firstSlice() {
    return Math.min(birthSlice, slices.nextUsed(firstKept(), present));
  }

  /** From now on tells each slice that is judged again, NONE for all of them. */
  public void tellRejudged(LongConsumer receiver) {
    rejudged = receiver;
  }

  /** Packs what {@link #unitsOf} has read. */
  public void packRead() {
    slices.packRead();
  }

  @Override
  public long lastSecond() {
    return lastSecond;
  }

  /** Counts in this second; without a total the source was seen in it. */
  @Override
  public void add(long second, Cover labels, Counts counts) {
    boolean waits = tick == NONE || second >= tick;
    if (waits && counts.total() == 0) {
      seen.add(second, 0, 1);
      waitingSeen.add(second);
    } else if (waits && !labels.isNone()) {
      asides.addWaiting(labels, second, counts);
    } else if (waits) {
      seconds.add(second, counts.bad(), counts.total());
      seconds.addSum(second, counts.sum());
      waiting.add(second);
    } else {
      lastSecond = Math.max(lastSecond, second);
      addLate(second, coverage.of(second, labels), counts);
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
    kept += asides.total();
    for (long second = waiting.first(); second != NONE; second = waiting.after(second)) {
      kept += countsOf(second).total();
    }
    return kept;
  }

  @Override
  public long nextWaiting(long to) {
    long first = Math.min(Math.min(waiting.first(), nextWaitingAside(to)), waitingSeen.first());
    return first < to ? first : NONE;
  }

  @Override
  public void forEachWaiting(Waiting receiver) {
    for (long second = waiting.first(); second != NONE; second = waiting.after(second)) {
      receiver.second(second, Cover.NONE, countsOf(second));
    }
    for (long second = waitingSeen.first(); second != NONE; second = waitingSeen.after(second)) {
      receiver.second(second, Cover.NONE, Counts.ZERO);
    }
    asides.forEachWaiting(waitsFrom(), receiver);
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
    asides.rebuild(atTick);
  }

  @Override
  public void moveTo(long to) {
    List<Taken> labelled = asides.isEmpty() ? List.of() : asides.takeWaiting(tick, to);
    tick = to;
    while (waiting.first() < to) {
      enterWaiting(waiting.first());
      waiting.removeFirst();
    }
    labelled.forEach(
        taken -> takeUp(taken.second(), coverage.of(taken.second(), taken.labels()), taken));
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
    seconds.dropBefore(Asides.secondsFrom(to));
    seen.dropBefore(to);
    slices.parts().dropBefore(slices.startOf(firstKept()));
    asides.moveTo(to, slices.startOf(firstKept()));
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
    if (!steady || isTouchedUpTo(to) || slices.nextUsed(present, present + 1) != NONE) {
      return Math.min(to, tickAfter(1));
    }
    long next = Math.min(waiting.first(), nextWaitingAside(to));
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

  /** Takes it aside; {@link #coverageChanged} then judges the slices again. */
  @Override
  public void exclude(String name, Intervals intervals) {
    asides.exclude(name, intervals, tick);
  }

  /** Puts it back; {@link #coverageChanged} then judges the slices again. */
  @Override
  public void include(String name) {
    asides.include(name, tick);
  }

  @Override
  public void coverageChanged() {
    rebuild(all);
    rebuildLastPeriod();
    asides.rebuild(tick);
    rejudged.accept(NONE);
  }

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

  private void addLate(long second, Cover cover, Counts counts) {
    if (counts.total() == 0) {
      return;
    }
    if (!cover.isNone()) {
      asides.add(cover, second, counts, tick);
      return;
    }
    keepSecond(second, counts);
    changeSlice(slices.sliceOf(second), () -> slices.add(second, counts));
  }

  /** A second has come; an exclusion may take it out. */
  private void enterWaiting(long second) {
    Counts counts = countsOf(second);
    Cover cover = coverage.of(second, Cover.NONE);
    lastSecond = Math.max(lastSecond, second);
    if (cover.isNone()) {
      slices.add(second, counts);
    } else {
      Amount taken = Amount.of(counts).negated();
      seconds.add(second, taken.bad(), taken.total());
      seconds.addSum(second, taken.sum());
      asides.add(cover, second, counts, tick);
    }
  }

  /** What waited by its labels, and is in no tier now, enters or goes aside. */
  private void takeUp(long second, Cover cover, Taken taken) {
    lastSecond = Math.max(lastSecond, second);
    if (cover.isNone()) {
      keepSecond(second, taken.counts());
      slices.add(second, taken.counts());
    } else {
      asides.add(cover, second, taken.counts(), tick);
    }
  }

  private void keepSecond(long second, Counts counts) {
    if (second >= Asides.secondsFrom(tick)) {
      seconds.add(second, counts.bad(), counts.total());
      seconds.addSum(second, counts.sum());
    }
  }

  private long waitsFrom() {
    return tick == NONE ? Long.MIN_VALUE / 2 : tick;
  }

  private long nextWaitingAside(long to) {
    return asides.isEmpty() ? NONE : asides.nextWaiting(waitsFrom(), to);
  }

  private boolean isTouched(long slice) {
    return coverage.nextTouched(slices.startOf(slice), slices.startOf(slice + 1)) != NONE;
  }

  /** Whether slices without events in a window, or coming, may be left out by an exclusion. */
  private boolean isTouchedUpTo(long to) {
    return judge.empty().total() != 0
        && coverage.nextTouched(slices.startOf(present - longest), to) != NONE;
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
      rejudged.accept(slice);
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
    boolean touched = isTouched(slice);
    boolean judged = slices.total() > 0 && (whole && !touched || !judge.leavesOutBirth());
    Counts otherwise = whole ? judge.empty() : Counts.ZERO;
    if (judged) {
      worthBad = judge.bad(slices.good(), slices.total(), slices.sum()) - otherwise.bad();
      worthTotal = judge.unit() - otherwise.total();
    } else {
      worthBad = touched ? -otherwise.bad() : 0; // left out, or as one without events
      worthTotal = touched ? -otherwise.total() : 0;
    }
  }

  private void forEachUsed(long from, long to, LongConsumer action) {
    long slice = nextUsedOrTouched(from, to);
    while (slice != NONE) {
      action.accept(slice);
      slice = nextUsedOrTouched(slice + 1, to);
    }
  }

  private long nextUsedOrTouched(long from, long to) {
    long used = slices.nextUsed(from, to);
    if (judge.empty().total() == 0 || from >= to) {
      return used;
    }
    long touched = coverage.nextTouched(slices.startOf(from), slices.startOf(to));
    return touched == NONE ? used : Math.min(used, slices.sliceOf(touched));
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
