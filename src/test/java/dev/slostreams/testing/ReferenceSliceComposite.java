package dev.slostreams.testing;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetingMethod.NoData;
import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.BudgetingMethod.Timeslices;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Indicator.Composite;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One series of a composite in time slices by brute force: every slice of every window is judged
 * anew from the events of all components.
 *
 * <p>Written from semantics.md alone, for ratio indicators and rolling time windows.
 */
public final class ReferenceSliceComposite {

  private static final long BILLION = 1_000_000_000;

  private final Slo slo;
  private final SeriesKey key;
  private final Sliced method;
  private final long seconds;
  private final Map<SloId, Part> parts = new TreeMap<>();
  private final Map<String, State> states = new HashMap<>();
  private final Map<Long, long[]> sums = new HashMap<>();
  private final List<String> transitions = new ArrayList<>();
  private Long birth;
  private long tick;

  /** The series of one component. */
  private static final class Part {
    final Component component;
    TreeMap<Long, long[]> events = new TreeMap<>();
    Long birth;
    long lastSecond;

    Part(Component component) {
      this.component = component;
    }
  }

  private static final class State {
    boolean verdict;
    long runSince;
    boolean firing;
  }

  public ReferenceSliceComposite(Slo slo, SeriesKey key, long firstTick) {
    this.slo = slo;
    this.key = key;
    this.tick = firstTick;
    this.method = (Sliced) slo.period().budgetingMethod();
    this.seconds = method.slices().seconds();
    for (Component component : ((Composite) slo.indicator()).components()) {
      parts.put(component.slo().id(), new Part(component));
    }
  }

  /** Each as {@code tick series alert firing|resolved}. */
  public List<String> transitions() {
    return transitions;
  }

  /** {@code series good/total} in budget units; nothing where there is no series. */
  public List<String> budget() {
    if (birth == null) {
      return List.of();
    }
    long[] sum = sum(slo.timeWindow().nominalSeconds());
    return List.of(key + " " + (sum[1] - sum[0]) + "/" + sum[1]);
  }

  /** Counts, unless the second is older than every window at the last tick. */
  public void record(SloId component, long second, long good, long total) {
    long longest = length(slo.timeWindow().nominalSeconds());
    for (AlertPolicy policy : slo.alertPolicies()) {
      longest = Math.max(longest, length(policy.longestWindow().seconds()));
    }
    if (second >= (Math.floorDiv(tick, seconds) - longest) * seconds) {
      Part part = parts.get(component);
      long[] counts = part.events.computeIfAbsent(second, s -> new long[2]);
      counts[0] += good;
      counts[1] += total;
      boolean late = part.birth != null && second < tick;
      part.lastSecond = late ? Math.max(part.lastSecond, second) : part.lastSecond;
      sums.clear();
    }
  }

  public void advanceTo(long to) {
    while (tick < to) {
      tick++;
      if (tick % seconds == 0) {
        sums.clear();
      }
      parts.values().forEach(this::enter);
      boolean firing = states.values().stream().anyMatch(state -> state.firing);
      parts.values().forEach(part -> forget(part, firing));
      findBirth();
      if (birth != null) {
        slo.alertPolicies().forEach(this::judge);
      }
    }
  }

  private void enter(Part part) {
    Long first = part.events.isEmpty() ? null : part.events.firstKey();
    if (part.birth == null && first != null && first < tick) {
      part.birth = first;
      part.lastSecond = first;
      sums.clear();
    }
    if (part.birth != null && part.events.containsKey(tick - 1)) {
      part.lastSecond = Math.max(part.lastSecond, tick - 1);
    }
    if (part.birth != null && first != null && part.lastSecond < tick) {
      Long last = part.events.lowerKey(tick);
      part.lastSecond = last == null ? part.lastSecond : Math.max(part.lastSecond, last);
    }
  }

  private void forget(Part part, boolean firing) {
    long silentFor = slo.timeWindow().nominalSeconds() + Slos.DAY;
    if (part.birth != null && !firing && tick > part.lastSecond + silentFor) {
      part.birth = null;
      part.events = new TreeMap<>(part.events.tailMap(tick));
      sums.clear();
    }
  }

  private void findBirth() {
    Long first = null;
    for (Part part : parts.values()) {
      if (part.birth != null && (first == null || part.birth < first)) {
        first = part.birth;
      }
    }
    if (first == null) {
      birth = null;
      states.clear();
    } else if (birth == null) {
      birth = first;
    }
  }

  private void judge(AlertPolicy policy) {
    long[] shortest = sum(policy.shortestWindow().seconds());
    long[] longest = sum(policy.longestWindow().seconds());
    boolean holds =
        policy.conditions().stream().allMatch(this::holds)
            && longest[2] >= policy.guards().minEvents();
    State state = states.computeIfAbsent(policy.name(), n -> new State());
    if (shortest[1] == 0 && longest[1] != 0) {
      holds = state.verdict;
    }
    next(policy.name(), state, holds, policy.guards());
    if (policy.notification().whenNoData()) {
      String name = policy.name() + "-no-data";
      boolean silent = shortest[1] == 0 && age() >= length(policy.shortestWindow().seconds());
      State noData = states.computeIfAbsent(name, n -> new State());
      next(name, noData, silent, new AlertPolicy.Guards(0, 0, 0));
    }
  }

  private void next(String alert, State state, boolean holds, AlertPolicy.Guards guards) {
    if (holds != state.verdict) {
      state.verdict = holds;
      state.runSince = tick;
    }
    if (!state.firing && holds && tick >= state.runSince + guards.alertAfterSeconds()) {
      state.firing = true;
      transitions.add(tick + " " + key + " " + alert + " firing");
    } else if (state.firing && !holds && tick >= state.runSince + guards.keepFiringSeconds()) {
      state.firing = false;
      transitions.add(tick + " " + key + " " + alert + " resolved");
    }
  }

  private boolean holds(AlertCondition condition) {
    long[] sum = sum(condition.window().seconds());
    BigDecimal threshold = new BigDecimal(condition.threshold().numerator());
    if (sum[1] == 0) {
      return condition.op().holds(BigDecimal.ZERO.compareTo(threshold));
    }
    long length = length(condition.window().seconds());
    BigDecimal left =
        new BigDecimal(condition.threshold().denominator())
            .multiply(BigDecimal.valueOf(sum[0]))
            .multiply(BigDecimal.valueOf(Math.min(age(), length)));
    BigDecimal right =
        threshold
            .multiply(slo.target().budgetShare())
            .multiply(BigDecimal.valueOf(sum[1]))
            .multiply(BigDecimal.valueOf(length));
    return condition.op().holds(left.compareTo(right));
  }

  private long age() {
    return Math.floorDiv(tick, seconds) - Math.floorDiv(birth, seconds);
  }

  private long length(long windowSeconds) {
    return (windowSeconds + seconds - 1) / seconds;
  }

  /** Bad units, all units and weight of the window's slices. */
  private long[] sum(long windowSeconds) {
    return sums.computeIfAbsent(
        windowSeconds,
        w -> {
          long[] sum = new long[3];
          long present = Math.floorDiv(tick, seconds);
          for (long slice = present - length(w); slice < present; slice++) {
            addSlice(slice, sum);
          }
          return sum;
        });
  }

  private void addSlice(long slice, long[] sum) {
    boolean judged = false;
    BigDecimal bad = BigDecimal.ZERO;
    for (Part part : parts.values()) {
      if (part.birth != null) {
        long[] counts = new long[2];
        for (long[] second : part.events.subMap(slice * seconds, (slice + 1) * seconds).values()) {
          counts[0] += second[0];
          counts[1] += second[1];
        }
        sum[2] += counts[1];
        BigDecimal share = badShare(part, slice, counts);
        judged |= share != null;
        BigDecimal weight = method instanceof Timeslices ? BigDecimal.ONE : part.component.weight();
        bad = share == null ? bad : bad.add(share.multiply(weight));
      }
    }
    if (judged) {
      long unit = method instanceof Timeslices ? 1 : BILLION;
      sum[0] += bad.setScale(0, RoundingMode.CEILING).min(BigDecimal.valueOf(unit)).longValue();
      sum[1] += unit;
    }
  }

  /** Bad units of a component's slice, null where it is left out. */
  private BigDecimal badShare(Part part, long slice, long[] counts) {
    long unit = method instanceof Timeslices ? 1 : BILLION;
    if (counts[1] == 0) {
      NoData noData = method.slices().noData();
      boolean whole = slice > Math.floorDiv(part.birth, seconds);
      boolean judged = whole && (noData == NoData.GOOD || noData == NoData.BAD);
      return judged ? BigDecimal.valueOf(noData == NoData.BAD ? unit : 0) : null;
    }
    BigDecimal good = BigDecimal.valueOf(counts[0]);
    BigDecimal total = BigDecimal.valueOf(counts[1]);
    if (part.component.slo().period().budgetingMethod() instanceof Timeslices timeslices) {
      boolean isGood = good.compareTo(timeslices.sliceTarget().multiply(total)) >= 0;
      return isGood ? BigDecimal.ZERO : BigDecimal.ONE;
    }
    BigInteger ratio =
        good.toBigInteger().multiply(BigInteger.valueOf(BILLION)).divide(total.toBigInteger());
    return BigDecimal.valueOf(BILLION).subtract(new BigDecimal(ratio));
  }
}
