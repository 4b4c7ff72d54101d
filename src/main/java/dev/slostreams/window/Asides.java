package dev.slostreams.window;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.window.Stock.Amount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What exclusions have taken out of the windows of one series: never lost, and put back to the unit
 * (semantics.md §7).
 *
 * <p>Owned by the counters of one series; not thread-safe. Counts lie in one stock for each set of
 * exclusions that cover them together. So one of several that overlap can be undone by itself,
 * however long ago it was and wherever its edges are.
 */
final class Asides {

  /** How long counters are kept by second: 2 h and the minute that an edge there may cut. */
  static final long SECONDS_KEPT = 7_260;

  private static final int SECONDS_CODE = 1;

  private final Stock included;
  private final int coarseStep;
  private final int coarseCode;
  private final TimeWindow timeWindow;
  private final Map<Cover, Stock> stocks = new TreeMap<>();
  private final Map<Cover, WindowCounts> windows = new HashMap<>();

  /**
   * Nothing aside.
   *
   * @param included what counts in the windows
   * @param coarseCode under which the pages of the coarse tier are told
   * @param timeWindow over which the counts that lie aside are shown
   */
  Asides(Stock included, int coarseCode, TimeWindow timeWindow) {
    this.included = included;
    this.coarseStep = included.coarse().stepSeconds();
    this.coarseCode = coarseCode;
    this.timeWindow = timeWindow;
  }

  boolean isEmpty() {
    return stocks.isEmpty();
  }

  /** The first second that is kept by second at this tick; it begins a minute. */
  static long secondsFrom(long tick) {
    return Math.floorDiv(tick - SECONDS_KEPT, 60L) * 60;
  }

  /** Counts what has entered, or is late, beside. */
  void add(Cover cover, long second, Counts counts, long tick) {
    if (!stocks.containsKey(cover)) {
      stock(cover);
      windows.get(cover).rebuild(tick);
    }
    Amount amount = Amount.of(counts);
    if (second >= secondsFrom(tick)) {
      stock(cover).addSecond(second, amount, tick);
    } else {
      stock(cover).addCoarse(second, amount);
    }
    windows.get(cover).add(second, counts.bad(), counts.total());
  }

  /** Keeps what waits for its tick and may then be taken out by these exclusions. */
  void addWaiting(Cover labels, long second, Counts counts) {
    stock(labels).addWaiting(second, Amount.of(counts));
  }

  /** The first second in {@code [from, to)} that waits here, or NONE. */
  long nextWaiting(long from, long to) {
    long next = Tier.NONE;
    for (Stock stock : stocks.values()) {
      next = Math.min(next, stock.seconds().nextUsed(from, to));
    }
    return next;
  }

  /** Tells what waits here from this second on. */
  void forEachWaiting(long from, SeriesWindows.Waiting receiver) {
    stocks.forEach(
        (labels, stock) -> {
          Tier seconds = stock.seconds();
          long second = seconds.nextUsed(from, Tier.NONE);
          while (second != Tier.NONE) {
            receiver.second(second, labels, Amount.in(seconds, second).counts());
            second = seconds.nextUsed(second + 1, Tier.NONE);
          }
        });
  }

  /** Takes away what waits in {@code [from, to)}. */
  List<Taken> takeWaiting(long from, long to) {
    List<Taken> taken = new ArrayList<>();
    stocks.forEach(
        (labels, stock) -> {
          long second = stock.seconds().nextUsed(from, to);
          while (second != Tier.NONE) {
            Amount amount = Amount.in(stock.seconds(), second);
            stock.addWaiting(second, amount.negated());
            taken.add(new Taken(second, labels, amount.counts()));
            second = stock.seconds().nextUsed(second + 1, to);
          }
        });
    return taken;
  }

  /** What waited in a second. */
  record Taken(long second, Cover labels, Counts counts) {}

  /**
   * Takes what has entered in these intervals out of the windows. Of what is older than the kept
   * seconds only whole buckets are taken.
   *
   * @return whether anything was
   */
  boolean exclude(String name, Intervals intervals, long tick) {
    List<Cover> covers = new ArrayList<>(stocks.keySet());
    covers.add(Cover.NONE);
    boolean moved = false;
    for (Interval interval : intervals.within(Long.MIN_VALUE / 2, tick)) {
      Interval past = new Interval(interval.from(), Math.min(interval.to(), tick));
      for (Cover cover : covers) {
        if (!cover.contains(name)) {
          moved |= move(cover, cover.with(name), past, tick);
        }
      }
    }
    return moved;
  }

  /** Undoes an exclusion; whether anything was put back. */
  boolean include(String name, long tick) {
    boolean moved = false;
    for (Cover cover : List.copyOf(stocks.keySet())) {
      if (cover.contains(name)) {
        moved |= move(cover, cover.without(name), new Interval(Long.MIN_VALUE / 2, tick), tick);
        Stock stock = stocks.get(cover);
        if (stock.seconds().nextUsed(tick, Tier.NONE) == Tier.NONE) {
          stock.seconds().dropBefore(Tier.NONE);
          stock.coarse().dropBefore(Tier.NONE);
        }
      }
    }
    return moved;
  }

  /** Counts over the time window, by the exclusion under which they are shown. */
  Map<String, Counts> counts() {
    Map<String, Counts> counts = new TreeMap<>();
    windows.forEach(
        (cover, window) -> {
          if (!window.isEmpty()) {
            counts.merge(cover.shownUnder(), window.wholeCounts(), Counts::plus);
          }
        });
    return counts;
  }

  /** All units over the time window. */
  long total() {
    return windows.values().stream().mapToLong(window -> window.wholeCounts().total()).sum();
  }

  /** Goes on to this tick; everything before it has been added. */
  void moveTo(long tick, long coarseFrom) {
    stocks.forEach(
        (cover, stock) -> {
          windows.get(cover).moveTo(tick);
          stock.seconds().dropBefore(secondsFrom(tick));
          stock.coarse().dropBefore(coarseFrom);
        });
  }

  /** Sums the windows anew. */
  void rebuild(long tick) {
    windows.values().forEach(window -> window.rebuild(tick));
  }

  void drainChanges(Function<Cover, PageChanges> changes) {
    stocks.forEach(
        (cover, stock) -> {
          stock.seconds().drainChanges(changes.apply(cover));
          stock.coarse().drainChanges(changes.apply(cover));
        });
    stocks.values().removeIf(s -> s.seconds().pages().isEmpty() && s.coarse().pages().isEmpty());
    windows.keySet().retainAll(stocks.keySet());
  }

  void restore(Cover cover, int code, long number, byte[] bytes) {
    Stock stock = stock(cover);
    (code == SECONDS_CODE ? stock.seconds() : stock.coarse()).restore(number, bytes);
  }

  void checkInvariants(long tick) {
    windows.values().forEach(window -> window.checkAgainstTier(tick));
  }

  /*
   * Seconds first; what is left of a whole bucket is older than the seconds that are kept.
   */
  private boolean move(Cover from, Cover to, Interval interval, long tick) {
    Stock source = from.isNone() ? included : stocks.get(from);
    long recent = secondsFrom(tick);
    boolean moved = false;
    Tier seconds = source.seconds();
    long second = seconds.nextUsed(Math.max(interval.from(), recent), interval.to());
    while (second != Tier.NONE) {
      Amount amount = Amount.in(seconds, second);
      source.addSecond(second, amount.negated(), tick);
      target(to).addSecond(second, amount, tick);
      moved = true;
      second = seconds.nextUsed(second + 1, interval.to());
    }
    Tier coarse = source.coarse();
    long bucket = coarse.nextUsed(ceiling(interval.from()), interval.to());
    while (bucket != Tier.NONE && bucket + coarseStep <= interval.to()) {
      Amount amount = Amount.in(coarse, bucket);
      source.addCoarse(bucket, amount.negated());
      target(to).addCoarse(bucket, amount);
      moved = true;
      bucket = coarse.nextUsed(bucket + coarseStep, interval.to());
    }
    return moved;
  }

  private long ceiling(long second) {
    return -Math.floorDiv(-second, coarseStep) * coarseStep;
  }

  private Stock target(Cover cover) {
    return cover.isNone() ? included : stock(cover);
  }

  private Stock stock(Cover cover) {
    Stock stock = stocks.get(cover);
    if (stock == null) {
      stock = new Stock(new Tier(1, SECONDS_CODE), List.of(), new Tier(coarseStep, coarseCode));
      stocks.put(cover, stock);
      windows.put(cover, new WindowCounts(stock.coarse(), WindowStart.of(timeWindow), true));
    }
    return stock;
  }
}
