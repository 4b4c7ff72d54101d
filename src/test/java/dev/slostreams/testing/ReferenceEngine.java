package dev.slostreams.testing;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One series by brute force over per-second counters: no rings, no increments, nothing passed over.
 *
 * <p>Written from semantics.md alone. Every tick sums every window anew, so it is slow and obvious.
 */
public final class ReferenceEngine {

  /** Longer than any guard of a script. */
  private static final long LONG_QUIET = 250;

  private static final MathContext DIGITS = new MathContext(60);

  /** Standard normal quantiles from tables, to nine decimals as in semantics.md §6. */
  private static final Map<BigDecimal, BigDecimal> Z =
      Map.of(
          new BigDecimal("0.8"), new BigDecimal("0.841621234"),
          new BigDecimal("0.95"), new BigDecimal("1.644853627"),
          new BigDecimal("0.999"), new BigDecimal("3.090232306"));

  private final Slo slo;
  private final boolean isComponent;
  private final ReferenceCalendar calendar; // null for a rolling time window
  private final ReferenceExclusions exclusions;

  /* What was recorded, in pairs by label; and of that what no exclusion takes out: {bad, total}. */
  private final TreeMap<Long, long[]> all = new TreeMap<>();
  private final TreeMap<Long, long[]> seconds = new TreeMap<>();

  /* Null where the unit is an event. */
  private final ReferenceSlices slices;
  private final Map<String, State> states = new TreeMap<>();
  private final List<String> transitions = new ArrayList<>();
  private Long birth;
  private long tick;
  private long lastSecond;
  private long quietTicks;

  private static final class State {
    boolean verdict;
    long runSince;
    boolean firing;
  }

  public ReferenceEngine(Slo slo, long firstTick) {
    this(slo, firstTick, false, new ReferenceExclusions());
  }

  /** A component of a composite has the windows of its policies, and does not judge them. */
  ReferenceEngine(Slo slo, long firstTick, boolean isComponent, ReferenceExclusions exclusions) {
    this.slo = slo;
    this.isComponent = isComponent;
    this.exclusions = exclusions;
    this.calendar =
        slo.timeWindow() instanceof CalendarAligned aligned ? new ReferenceCalendar(aligned) : null;
    this.tick = firstTick;
    this.slices =
        slo.period().budgetingMethod() instanceof Sliced sliced
            ? new ReferenceSlices(
                slo,
                sliced,
                seconds,
                (first, end, length) -> exclusions.touched(first, end, length, tick))
            : null;
  }

  /**
   * Counts, unless the second is older than every window at the last tick.
   *
   * @param total 0 where the source was seen
   * @param sum in millionths
   */
  public void record(long second, long good, long total, long sum) {
    record(second, 0, new long[] {total - good, total, sum});
  }

  /**
   * Like {@link #record(long, long, long, long)}.
   *
   * @param label index of the exclusion by event that takes it out, from 1; 0 for none
   * @param added bad, total and sum
   */
  void record(long second, int label, long[] added) {
    if (second < firstCovered(tick)) {
      return;
    }
    long[] counts = all.computeIfAbsent(second, s -> new long[ReferenceExclusions.COUNTERS]);
    for (int i = 0; i < added.length; i++) {
      counts[added.length * label + i] += added[i];
    }
    exclusions.include(second, counts, tick, seconds);
    if (slices != null) {
      slices.changed();
    }
    lastSecond = second < tick ? Math.max(lastSecond, second) : lastSecond;
  }

  /** Each as {@code tick alert firing|resolved}. */
  public List<String> transitions() {
    return transitions;
  }

  /** Ticks at which nothing was, is or will be in any window differ in nothing: they are left. */
  public void advanceTo(long to) {
    while (tick < to) {
      Long waiting = all.ceilingKey(tick);
      long empty = waiting == null ? to : Math.max(tick + 1, Math.min(to, waiting));
      tick = quietTicks > LONG_QUIET && isEmptyUpTo(empty) ? empty : tick + 1;
      if (exclusions.changesAt(tick)) {
        all.forEach((second, counts) -> exclusions.include(second, counts, tick, seconds));
        if (slices != null) {
          slices.changed();
        }
      }
      if (birth == null) {
        Map.Entry<Long, long[]> first = all.firstEntry();
        birth = first != null && first.getKey() < tick ? first.getKey() : null;
      }
      if (birth != null) {
        lastSecond = Math.max(lastSecond, all.headMap(tick).lastKey());
        if (!isComponent) {
          slo.alertPolicies().forEach(this::judge);
        }
      }
      quietTicks = isEmptyUpTo(tick + 1) && isGrown() ? quietTicks + 1 : 0;
    }
  }

  /** Whether it was without an event for its time window and a day, with nothing firing. */
  public boolean isForgotten() {
    boolean firing = states.values().stream().anyMatch(state -> state.firing);
    return tick >= forgottenAt() && !firing;
  }

  /** The first tick at which it may be forgotten. */
  public long forgottenAt() {
    if (calendar != null) {
      // not before a whole period has passed after the one that holds the last second
      return calendar.period(calendar.period(lastSecond)[1])[1] + 86_400;
    }
    return lastSecond + slo.timeWindow().nominalSeconds() + 86_400 + 1;
  }

  /** Whether nothing was in any window for so long that no verdict or alert can change by time. */
  public boolean isQuiet() {
    return quietTicks > LONG_QUIET && isEmptyUpTo(tick + 1);
  }

  /** What waits for its tick: second to pairs of bad and total by label. */
  public SortedMap<Long, long[]> waiting() {
    return all.tailMap(tick);
  }

  /** Whether the windows do not reach back to the birth, so that all they cover is judged alike. */
  private boolean isGrown() {
    return slices == null || birth == null || firstJudged(tick) > birth;
  }

  private boolean isEmptyUpTo(long to) {
    long from = Math.min(firstJudged(tick), to);
    return all.subMap(from, to).isEmpty()
        && exclusions.nextChange(tick) > to
        && (slices == null || !exclusions.covers(from, to + slices.sliceSeconds(), tick));
  }

  /** {@code good/total} over the time window, in units. */
  public String budgetCounts() {
    return counts(firstBudgeted(tick), tick);
  }

  /** {@code from good/total} over the period before the current one; empty for a rolling SLO. */
  public String lastPeriod() {
    if (calendar == null) {
      return "";
    }
    long turn = calendar.period(tick)[0];
    long from = calendar.period(turn - 1)[0];
    return birth < turn ? " last " + from + " " + counts(from, turn) : "";
  }

  /** {@code good/total} of what is excluded over the time window; empty when nothing is. */
  public String excluded() {
    long bad = 0;
    long total = 0;
    for (Map.Entry<Long, long[]> entry : all.subMap(firstExcluded(), tick).entrySet()) {
      for (int i = 0; i < ReferenceExclusions.COUNTERS; i += 3) {
        bad += entry.getValue()[i];
        total += entry.getValue()[i + 1];
      }
      long[] counted = seconds.getOrDefault(entry.getKey(), new long[3]);
      bad -= counted[0];
      total -= counted[1];
    }
    return total == 0 ? "" : " excluded " + (total - bad) + "/" + total;
  }

  /** What is excluded is shown by minutes, or by the parts that make up minutes and slices. */
  private long firstExcluded() {
    if (slices == null || calendar != null) {
      return calendar != null ? calendar.period(tick)[0] : firstBudgeted(tick);
    }
    long part = BigInteger.valueOf(60).gcd(BigInteger.valueOf(slices.sliceSeconds())).longValue();
    return Math.floorDiv(tick - slo.timeWindow().nominalSeconds(), part) * part;
  }

  private String counts(long from, long to) {
    if (slices != null) {
      var units = slices.between(from, to, birth);
      return units.total().subtract(units.bad()) + "/" + units.total();
    }
    long bad = 0;
    long total = 0;
    for (long[] counts : seconds.subMap(from, to).values()) {
      bad += counts[0];
      total += counts[1];
    }
    return (total - bad) + "/" + total;
  }

  /** The first second that some window covers at this tick. */
  public long firstCovered(long tick) {
    return Math.min(firstBudgeted(tick), firstJudged(tick));
  }

  /**
   * The first second of the time window at this tick; of the first slice that lies wholly in it.
   */
  private long firstBudgeted(long tick) {
    if (slices != null) {
      return calendar != null
          ? slices.firstWhole(calendar.period(tick)[0])
          : slices.firstCovered(tick, slo.timeWindow().nominalSeconds());
    }
    return calendar != null
        ? calendar.period(tick)[0]
        : Math.floorDiv(tick - slo.timeWindow().nominalSeconds(), 60L) * 60;
  }

  /** The first second that some policy's window covers at this tick. */
  private long firstJudged(long tick) {
    long first = tick;
    for (AlertPolicy policy : slo.alertPolicies()) {
      for (AlertCondition condition : policy.conditions()) {
        long window = condition.window().seconds();
        long covered =
            slices != null
                ? slices.firstCovered(tick, window)
                : Math.floorDiv(tick - window, step(window)) * step(window);
        first = Math.min(first, covered);
      }
    }
    return first;
  }

  private void judge(AlertPolicy policy) {
    long shortest = policy.shortestWindow().seconds();
    long longest = policy.longestWindow().seconds();
    boolean shortEmpty = total(shortest).signum() == 0;

    State state = states.computeIfAbsent(policy.name(), n -> new State());
    boolean holds =
        policy.conditions().stream()
            .allMatch(c -> holds(c) && isSure(c, policy.guards().confidence()));
    holds &= weight(longest).compareTo(BigInteger.valueOf(policy.guards().minEvents())) >= 0;
    if (shortEmpty && total(longest).signum() != 0) {
      holds = state.verdict;
    }
    next(
        policy.name(),
        state,
        holds,
        policy.guards().alertAfterSeconds(),
        policy.guards().keepFiringSeconds());

    if (policy.notification().whenNoData()) {
      State noData = states.computeIfAbsent(policy.name() + "-no-data", n -> new State());
      next(policy.name() + "-no-data", noData, shortEmpty && age() >= length(shortest), 0, 0);
    }
  }

  private void next(String alert, State state, boolean holds, long alertAfter, long keepFiring) {
    if (holds != state.verdict) {
      state.verdict = holds;
      state.runSince = tick;
    }
    if (!state.firing && holds && tick >= state.runSince + alertAfter) {
      state.firing = true;
      transitions.add(tick + " " + alert + " firing");
    } else if (state.firing && !holds && tick >= state.runSince + keepFiring) {
      state.firing = false;
      transitions.add(tick + " " + alert + " resolved");
    }
  }

  private boolean holds(AlertCondition condition) {
    long window = condition.window().seconds();
    BigDecimal threshold =
        new BigDecimal(condition.threshold().numerator())
            .multiply(slo.target().budgetShare())
            .multiply(new BigDecimal(total(window)))
            .multiply(BigDecimal.valueOf(length(window)));
    BigDecimal burn =
        new BigDecimal(bad(window))
            .multiply(BigDecimal.valueOf(Math.min(age(), length(window))))
            .multiply(new BigDecimal(condition.threshold().denominator()));
    if (total(window).signum() == 0) {
      return condition.op().holds(BigInteger.ZERO.compareTo(condition.threshold().numerator()));
    }
    return condition.op().holds(burn.compareTo(threshold));
  }

  /** In seconds or slices. */
  long age() {
    return slices == null ? tick - birth : slices.slice(tick) - slices.slice(birth);
  }

  long birth() {
    return birth;
  }

  /** Whether the lower bound of the bad share, by its formula, is over the line as well. */
  private boolean isSure(AlertCondition condition, BigDecimal confidence) {
    if (confidence.signum() == 0 || condition.op() == Op.LT || condition.op() == Op.LTE) {
      return true;
    }
    long window = condition.window().seconds();
    long age = Math.min(age(), length(window));
    BigDecimal line =
        new BigDecimal(condition.threshold().numerator())
            .multiply(slo.target().budgetShare())
            .multiply(BigDecimal.valueOf(length(window)))
            .divide(new BigDecimal(condition.threshold().denominator()), DIGITS);
    BigDecimal bound = lowerBound(window, confidence).multiply(BigDecimal.valueOf(age));
    return condition.op().holds(bound.compareTo(line));
  }

  /** Newcombe 1998, method 4: (2x − 1 + z² − z·√(z² − 2 − 1/n + 4p(nq + 1))) / 2(n + z²). */
  private BigDecimal lowerBound(long window, BigDecimal confidence) {
    BigDecimal scale = BigDecimal.valueOf(slices == null ? step(window) : slices.unit());
    BigDecimal bad = new BigDecimal(bad(window)).divide(scale, DIGITS);
    BigDecimal total = new BigDecimal(total(window)).divide(scale, DIGITS);
    if (total.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal z = Z.get(confidence);
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal four = BigDecimal.valueOf(4);
    BigDecimal badShare = bad.divide(total, DIGITS);
    BigDecimal root =
        z.pow(2)
            .subtract(two)
            .subtract(BigDecimal.ONE.divide(total, DIGITS))
            .add(four.multiply(badShare).multiply(total.subtract(bad).add(BigDecimal.ONE)));
    if (bad.multiply(two).compareTo(BigDecimal.ONE) <= 0) {
      return BigDecimal.ZERO; // half an event and less is nothing
    }
    return bad.multiply(two)
        .subtract(BigDecimal.ONE)
        .add(z.pow(2))
        .subtract(z.multiply(root.sqrt(DIGITS)))
        .divide(two.multiply(total.add(z.pow(2))), DIGITS)
        .max(BigDecimal.ZERO);
  }

  /** In seconds or slices. */
  long length(long window) {
    return slices == null ? window : slices.length(window);
  }

  BigInteger bad(long window) {
    return slices == null ? scaled(window, 0) : slices.window(tick, birth, window).bad();
  }

  BigInteger total(long window) {
    return slices == null ? scaled(window, 1) : slices.window(tick, birth, window).total();
  }

  /** Of the events, in whole numbers: a share of one is none. */
  private BigInteger weight(long window) {
    return slices == null
        ? scaled(window, 1).divide(BigInteger.valueOf(step(window)))
        : slices.window(tick, birth, window).weight();
  }

  /** semantics.md §2, times s. */
  private BigInteger scaled(long window, int counter) {
    long step = step(window);
    long oldest = Math.floorDiv(tick - window, step) * step;
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Long, long[]> entry : seconds.subMap(oldest, tick).entrySet()) {
      long share = entry.getKey() < oldest + step ? oldest + step - (tick - window) : step;
      BigInteger count = BigInteger.valueOf(entry.getValue()[counter]);
      sum = sum.add(count.multiply(BigInteger.valueOf(share)));
    }
    return sum;
  }

  private static long step(long window) {
    return window <= 600 ? 1 : window <= 7_200 ? 10 : 60;
  }
}
