package dev.slostreams.engine;

import dev.slostreams.budget.BurnRate;
import dev.slostreams.budget.TierLines;
import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetPolicy;
import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.CalendarPeriod;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Indicator.Aggregated;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Tier;
import dev.slostreams.slo.TimeWindow.CalendarAligned;
import dev.slostreams.window.Coverage;
import dev.slostreams.window.Excluding;
import dev.slostreams.window.SeriesCounters;
import dev.slostreams.window.SeriesWindows;
import dev.slostreams.window.SliceJudge;
import dev.slostreams.window.SlicedCounters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be worked out once for all series of an SLO: its distinct windows, and each policy's
 * comparisons with the windows they read.
 *
 * <p>Shared by the series of the SLO in one ledger. Immutable, but for the exceptions in force, and
 * the periods it remembers of a calendar.
 */
final class SloPlan {

  private static final long DAY = 86_400;
  private static final Comparator<FreezeException> LASTING =
      Comparator.comparingLong(FreezeException::until).thenComparing(FreezeException::name);

  private final Slo slo;
  private final boolean past;
  private final List<LookbackWindow> windows;
  private final int viewed;
  private final List<PolicyPlan> policies = new ArrayList<>();

  /* Null and 0 where the unit is an event. */
  private final SliceJudge judge;
  private final long sliceSeconds;
  private final TierLines tierLines;
  private List<FreezeException> exceptions = List.of();

  /* Remembered: the period of a last second, and the one after it. */
  private CalendarPeriod lastPeriod = new CalendarPeriod(-2, -1);
  private CalendarPeriod silentPeriod = lastPeriod;

  /** One policy: its conditions, and the windows they read by their place in {@link #windows}. */
  record PolicyPlan(
      AlertPolicy policy, BurnRate[] conditions, int[] windows, int shortest, int longest) {

    /** Whether a window without anything bad means that the policy does not hold. */
    boolean needsBad() {
      for (BurnRate condition : conditions) {
        if (!condition.needsBad()) {
          return false;
        }
      }
      return true;
    }
  }

  SloPlan(Slo slo) {
    this(slo, List.of(), List.of());
  }

  /**
   * A plan with windows that no policy of the SLO reads.
   *
   * @param watched the windows that a composite reads
   * @param added up for {@link SloTotals} only; those that are not shorter than the time window are
   *     left out
   */
  SloPlan(Slo slo, List<LookbackWindow> watched, List<LookbackWindow> added) {
    this(slo, watched, added, false);
  }

  /**
   * A plan for looking back: nothing is judged or forgotten, and what exclusions take out has been
   * taken out of what is counted.
   *
   * @param watched windows beside those that the policies of the SLO read
   */
  static SloPlan ofPast(Slo slo, List<LookbackWindow> watched) {
    List<LookbackWindow> all =
        Stream.concat(new SloPlan(slo).windows().stream(), watched.stream()).distinct().toList();
    Tier mildest = slo.period().budgetPolicy().tiers().get(0);
    Slo.Period period =
        new Slo.Period(
            slo.timeWindow(),
            slo.period().budgetingMethod(),
            new BudgetPolicy("", List.of(mildest)));
    Slo unjudged =
        new Slo(
            slo.id(), slo.service(), slo.indicator(), slo.target(), period, List.of(), slo.about());
    return new SloPlan(unjudged, all, List.of(), true);
  }

  private SloPlan(Slo slo, List<LookbackWindow> watched, List<LookbackWindow> added, boolean past) {
    this.slo = slo;
    this.past = past;
    if (slo.period().budgetingMethod() instanceof Sliced sliced) {
      judge = SliceJudge.of(slo.indicator(), sliced);
      sliceSeconds = sliced.slices().seconds();
    } else {
      judge = null;
      sliceSeconds = 0;
    }
    this.tierLines = new TierLines(slo.period().budgetPolicy().tiers(), slo.target());
    List<LookbackWindow> judged =
        Stream.concat(
                watched.stream(),
                slo.alertPolicies().stream()
                    .flatMap(policy -> policy.conditions().stream())
                    .map(AlertCondition::window))
            .distinct()
            .toList();
    this.viewed = judged.size();
    this.windows =
        Stream.concat(
                judged.stream(),
                added.stream().filter(w -> w.seconds() < slo.timeWindow().nominalSeconds()))
            .distinct()
            .toList();
    for (AlertPolicy policy : slo.alertPolicies()) {
      List<AlertCondition> conditions = policy.conditions();
      policies.add(
          new PolicyPlan(
              policy,
              conditions.stream()
                  .map(
                      condition ->
                          new BurnRate(
                              condition, slo.target(), length(condition.window()), policy.guards()))
                  .toArray(BurnRate[]::new),
              conditions.stream().mapToInt(c -> windows.indexOf(c.window())).toArray(),
              windows.indexOf(policy.shortestWindow()),
              windows.indexOf(policy.longestWindow())));
    }
  }

  Slo slo() {
    return slo;
  }

  /** Whether it is for looking back: what exclusions take out has been taken out already. */
  boolean isOfPast() {
    return past;
  }

  /** Every lookback window that is summed, once; those of the SLO's conditions first. */
  List<LookbackWindow> windows() {
    return windows;
  }

  /** The lookback windows that readers of a series see. */
  List<LookbackWindow> viewed() {
    return windows.subList(0, viewed);
  }

  List<PolicyPlan> policies() {
    return policies;
  }

  /** Length of a lookback window in the series' unit of length. */
  long length(LookbackWindow window) {
    return length(window.seconds());
  }

  /** Length of the time window in the series' unit of length. */
  long budgetLength() {
    return length(slo.timeWindow().nominalSeconds());
  }

  /** How many units one event, or one slice, stands for. */
  long unit() {
    return judge == null ? 1 : judge.unit();
  }

  /** Length of a slice; 0 where the unit is an event. */
  long sliceSeconds() {
    return sliceSeconds;
  }

  private long length(long seconds) {
    return judge == null ? seconds : -Math.floorDiv(-seconds, sliceSeconds);
  }

  SeriesWindows newWindows(Coverage coverage) {
    if (judge == null) {
      return new SeriesCounters(windows, slo.timeWindow(), coverage);
    }
    long[] lengths = windows.stream().mapToLong(this::length).toArray();
    Excluding excluding = new Excluding(coverage, slo.timeWindow());
    return new SlicedCounters(judge, sliceSeconds, lengths, excluding);
  }

  /** Whether a series is born with the first event of the source, whatever it is. */
  boolean isBornBySource() {
    return slo.indicator() instanceof Aggregated aggregated && aggregated.isBornBySource();
  }

  /** The first second that any window still covers at this tick; what is earlier is expired. */
  long firstCovered(long tick) {
    if (judge != null) {
      return firstCoveredSlice(tick) * sliceSeconds;
    }
    long first =
        slo.timeWindow() instanceof CalendarAligned calendar
            ? calendar.periodAt(tick).from()
            : minute(tick - slo.timeWindow().nominalSeconds());
    for (LookbackWindow window : windows) {
      int step = window.stepSeconds();
      first = Math.min(first, Math.floorDiv(tick - window.seconds(), step) * step);
    }
    return first;
  }

  /** The first second whose counters are surely kept at this tick. */
  long firstKept(long tick) {
    if (!(slo.timeWindow() instanceof CalendarAligned calendar)) {
      return firstCovered(tick);
    }
    long from = calendar.periodAt(calendar.periodAt(tick).from() - 1).from();
    return Math.min(firstCovered(tick), judge == null ? minute(from) : length(from) * sliceSeconds);
  }

  private long firstCoveredSlice(long tick) {
    long present = Math.floorDiv(tick, sliceSeconds);
    long first =
        slo.timeWindow() instanceof CalendarAligned calendar
            ? length(calendar.periodAt(tick).from()) // rounded up
            : present - length(slo.timeWindow().nominalSeconds());
    for (LookbackWindow window : windows) {
      first = Math.min(first, present - length(window));
    }
    return first;
  }

  /**
   * The tick at which a series with this last second was without an event for its time window and a
   * day; of a calendar-aligned one, for a whole period and a day.
   */
  long forgottenAt(long lastSecond) {
    if (past) {
      return SeriesWindows.NONE;
    }
    if (lastSecond < 0 || !(slo.timeWindow() instanceof CalendarAligned calendar)) {
      return lastSecond + slo.timeWindow().nominalSeconds() + DAY + 1;
    }
    if (!lastPeriod.contains(lastSecond)) {
      lastPeriod = calendar.periodAt(lastSecond);
      silentPeriod = calendar.periodAt(lastPeriod.to());
    }
    return silentPeriod.to() + DAY;
  }

  TierLines tierLines() {
    return tierLines;
  }

  /** From the next tick on, those of these exceptions count that name the SLO. */
  void setExceptions(Collection<FreezeException> all) {
    exceptions = all.stream().filter(exception -> exception.scope().names(slo)).toList();
  }

  /** The exception in force that lasts longest. */
  Optional<FreezeException> exceptionAt(long tick) {
    return exceptions.isEmpty()
        ? Optional.empty()
        : exceptions.stream().filter(exception -> exception.isInForceAt(tick)).max(LASTING);
  }

  /** The next tick at which an exception begins or ends, or a very late one. */
  long nextExceptionEdge(long tick) {
    long next = SeriesWindows.NONE;
    for (FreezeException exception : exceptions) {
      if (exception.until() > tick) {
        next = Math.min(next, exception.from() > tick ? exception.from() : exception.until());
      }
    }
    return next;
  }

  private static long minute(long second) {
    return Math.floorDiv(second, 60L) * 60;
  }
}
