package dev.slostreams.engine;

import dev.slostreams.alert.Transition;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Indicator.Composite;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.window.Counts;
import dev.slostreams.window.SeriesWindows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All series of a set of SLOs, brought from tick to tick together; bears new series, folds those
 * past {@code max-series} into {@code __other__}, removes forgotten ones (semantics.md §3).
 *
 * <p>Owned by one stream task, or by the offline run; not thread-safe. Given the same counts in
 * time it gives the same transitions, however the calls were split.
 */
public final class Ledger {

  /** No tick has been reached. */
  public static final long NO_TICK = Long.MIN_VALUE;

  /** No exclusion can have this name. */
  private static final String PREVIEW = "(preview)";

  private static final Comparator<WaitingSeries> BY_BIRTH =
      Comparator.<WaitingSeries>comparingLong(s -> s.nextWaiting(SeriesWindows.NONE))
          .thenComparing(WaitingSeries::key);

  private final int maxSeries;
  private final Map<SloId, SloLedger> slos = new LinkedHashMap<>();
  private final Map<SloId, CompositeLedger> composites = new LinkedHashMap<>();
  private final List<SeriesKey> removed = new ArrayList<>();
  private final AppliedExclusions exclusions = new AppliedExclusions();
  private final Map<SloId, Long> refusedByOther = new HashMap<>();
  private final List<TierChange> tierChanges = new ArrayList<>();
  private long tick = NO_TICK;

  /** What became of a count. */
  public enum Recorded {
    IN_TIME,
    /** Its second had been evaluated; counted all the same. */
    LATE,
    /** Older than every window of its SLO; changed nothing. */
    EXPIRED,
    /** Would have taken the total of its series to 2⁶² or more; changed nothing. */
    OVERFLOW
  }

  /** The series of one SLO: born ones, and those whose first second waits for its tick. */
  private static final class SloLedger {
    final SloPlan plan;
    final ExclusionCoverage coverage;
    final Map<SeriesKey, SeriesEngine> born = new HashMap<>();
    final Map<SeriesKey, WaitingSeries> unborn = new HashMap<>();

    /* The composite that it is a component of, or null; and the last tick evaluated. */
    CompositeLedger composite;
    long tick;

    SloLedger(SloPlan plan) {
      this.plan = plan;
      this.coverage = new ExclusionCoverage(plan.isOfPast());
    }

    /* Of the born ones those that have a place: all but __other__. */
    int places;

    /* Nothing that is born is forgotten before this tick; a very early one if that is not known. */
    private long forgottenFrom = NO_TICK;

    /** The series of this key, one that waits where there is none. */
    Counting counting(SeriesKey key) {
      Counting found = find(key);
      return found == null ? waiting(key)::record : found;
    }

    /** The series of this key, or null. */
    Counting find(SeriesKey key) {
      SeriesEngine engine = born.get(key);
      if (engine != null) {
        return engine::record;
      }
      WaitingSeries waiting = unborn.get(key);
      return waiting == null ? null : waiting::record;
    }

    private WaitingSeries waiting(SeriesKey key) {
      return unborn.computeIfAbsent(key, k -> new WaitingSeries(plan, k, coverage));
    }

    SeriesEngine bear(WaitingSeries series) {
      unborn.remove(series.key());
      return add(series.beBorn(tick));
    }

    /** One that is born, restored or to be. */
    SeriesEngine add(SeriesEngine series) {
      born.put(series.key(), series);
      places += series.isOther() ? 0 : 1;
      bornChanged();
      return series;
    }

    void remove(SeriesEngine series) {
      if (born.remove(series.key()) != null && !series.isOther()) {
        places--;
      }
      bornChanged();
    }

    /**
     * Whether a series may be forgotten at this tick or before, as far as events have come. The
     * last event of a series only comes later, so the first such tick, once found, is a bound;
     * __other__ is among them, though it frees no place.
     */
    boolean mayForget(long byTick) {
      if (forgottenFrom <= byTick) {
        forgottenFrom = firstForgottenAt(this);
      }
      return forgottenFrom <= byTick;
    }

    private void bornChanged() {
      forgottenFrom = NO_TICK;
      if (composite != null) {
        composite.membersChanged();
      }
    }
  }

  /**
   * A ledger without series.
   *
   * @param maxSeries series per SLO, beside {@code __other__}; at least 1
   */
  public Ledger(Collection<Slo> slos, int maxSeries) {
    this(slos, maxSeries, List.of());
  }

  /**
   * A ledger without series.
   *
   * @param maxSeries series per SLO, beside {@code __other__}; at least 1
   * @param added lookback windows that {@link #totals} has beside those of the policies
   */
  public Ledger(Collection<Slo> slos, int maxSeries, List<LookbackWindow> added) {
    this(slos, maxSeries, added, SloPlan::new);
  }

  /** A ledger for looking back at series of one SLO, also through these windows. */
  static Ledger ofPast(Slo slo, List<LookbackWindow> watched) {
    Planner planner =
        (one, viewed, added) ->
            SloPlan.ofPast(one, Stream.concat(viewed.stream(), added.stream()).toList());
    return new Ledger(List.of(slo), Integer.MAX_VALUE, watched, planner);
  }

  private Ledger(Collection<Slo> slos, int maxSeries, List<LookbackWindow> added, Planner planner) {
    this.maxSeries = maxSeries;
    for (Slo slo : slos) {
      if (!(slo.indicator() instanceof Composite)) {
        this.slos.put(slo.id(), new SloLedger(planner.plan(slo, List.of(), added)));
      }
    }
    for (Slo slo : slos) {
      if (slo.indicator() instanceof Composite composite) {
        SloPlan plan = planner.plan(slo, List.of(), added);
        composites.put(slo.id(), composite(plan, composite, planner));
      }
    }
  }

  /** Works out what the series of an SLO have in common, with windows that others read too. */
  private interface Planner {
    SloPlan plan(Slo slo, List<LookbackWindow> watched, List<LookbackWindow> added);
  }

  /** The components have the windows that the composite reads, also for showing. */
  private CompositeLedger composite(SloPlan plan, Composite composite, Planner planner) {
    for (Component component : composite.components()) {
      SloPlan part = planner.plan(component.slo(), plan.viewed(), plan.windows());
      slos.put(component.slo().id(), new SloLedger(part));
    }
    CompositeLedger whole = new CompositeLedger(plan, composite, id -> slos.get(id).born);
    whole.components().forEach(id -> slos.get(id).composite = whole);
    return whole;
  }

  /** The last tick evaluated, or {@link #NO_TICK}. */
  public long tick() {
    return tick;
  }

  /** Whether this SLO is one of the ledger's. */
  public boolean knows(SloId slo) {
    return slos.containsKey(slo);
  }

  /** Whether a second is older than every window of this SLO. */
  public boolean isExpired(SloId slo, long second) {
    return isExpired(slos.get(slo), second);
  }

  private boolean isExpired(SloLedger slo, long second) {
    return tick != NO_TICK && second < tick && second < slo.plan.firstCovered(tick);
  }

  /**
   * Counts in this second of this series. Without a total the source of the series was seen in it,
   * which matters where a series is born by that.
   */
  public Recorded record(SeriesKey key, long second, Counts counts) {
    return record(key, second, Cover.NONE, counts);
  }

  /**
   * Counts in this second of this series.
   *
   * @param labels the exclusions whose predicate holds for these events
   */
  public Recorded record(SeriesKey key, long second, Cover labels, Counts counts) {
    return account(key).record(second, labels, counts);
  }

  /** The account of a series, for counting in many of its seconds; until the next tick. */
  public Account account(SeriesKey key) {
    return new Account(slos.get(key.slo()), key);
  }

  /** Counts in one series, which there need not be yet. Good until the ledger's next tick. */
  public final class Account {
    private final SloLedger slo;
    private final SeriesKey key;
    private Counting counting;

    private Account(SloLedger slo, SeriesKey key) {
      this.slo = slo;
      this.key = key;
    }

    /** As {@link Ledger#record(SeriesKey, long, Cover, Counts)}. */
    public Recorded record(long second, Cover labels, Counts counts) {
      boolean late = tick != NO_TICK && second < tick;
      if (isExpired(slo, second)) {
        return Recorded.EXPIRED;
      }
      boolean isCounted = counts.total() > 0 || slo.plan.isBornBySource();
      if (isCounted && !take(second, labels, counts)) {
        return Recorded.OVERFLOW;
      }
      return late ? Recorded.LATE : Recorded.IN_TIME;
    }

    private boolean take(long second, Cover labels, Counts counts) {
      if (counts.total() > SeriesEngine.MOST_TOTAL) {
        return false;
      }
      return countingAt(second).record(second, labels, counts);
    }

    /*
     * The series itself, or __other__ where it is known already that it will find no place at its
     * tick: thousands of values that come at once take no memory then.
     */
    private Counting countingAt(long second) {
      if (counting == null) {
        counting = slo.find(key);
      }
      if (counting == null) {
        if (findsNoPlace(second)) {
          return slo.counting(key.other());
        }
        counting = slo.counting(key);
      }
      return counting;
    }

    /* What is late would be seen in __other__ before the tick at which it finds no place. */
    private boolean findsNoPlace(long second) {
      boolean needsPlace = !key.labels().isEmpty() && !key.isOther();
      boolean isFull = slo.places >= maxSeries && !slo.mayForget(second + 1);
      return needsPlace && isFull && second >= tick;
    }
  }

  /** Where no tick has been reached, begins before this one and before the first event. */
  public void beginBefore(long firstTick) {
    if (tick == NO_TICK) {
      tick = Math.min(firstTick - 1, firstWaiting());
    }
  }

  /**
   * Evaluates every tick up to and including this one.
   *
   * @param incomplete whether a partition is missing: then nothing resolves
   * @return the transitions in {@link Transition#ORDER}
   */
  public List<Transition> advanceTo(long to, boolean incomplete) {
    beginBefore(to);
    Emissions emissions = new Emissions();
    while (tick < to) {
      applyExclusions();
      long until = Math.min(to, exclusions.nextChange(tick + 1) - 1);
      slos.values().forEach(slo -> slo.tick = tick);
      for (SloLedger slo : slos.values()) {
        if (slo.composite == null) {
          advance(slo, until, incomplete, emissions);
        }
      }
      for (CompositeLedger whole : composites.values()) {
        advance(whole, until, incomplete, emissions);
      }
      tick = until;
    }
    emissions.sort();
    tierChanges.addAll(emissions.tierChanges());
    return emissions.transitions();
  }

  /**
   * The changes of tier, and of what a tier means for deployments, since this was last asked; of
   * SLOs that name a budget policy, in {@link TierChange#ORDER}.
   */
  public List<TierChange> takeTierChanges() {
    List<TierChange> taken = List.copyOf(tierChanges);
    tierChanges.clear();
    return taken;
  }

  /** From the next tick on these freeze exceptions count, and no others. */
  public void setFreezeExceptions(Collection<FreezeException> all) {
    slos.values().forEach(slo -> slo.plan.setExceptions(all));
    composites.values().forEach(whole -> whole.setExceptions(all));
    series().forEach(SeriesEngine::unsettle);
  }

  /**
   * Seconds of series without a place that {@code __other__} could not take, because its total
   * would have come to 2⁶² or more; of each SLO, since this was last asked.
   */
  public Map<SloId, Long> takeRefused() {
    Map<SloId, Long> refused = Map.copyOf(refusedByOther);
    refusedByOther.clear();
    return refused;
  }

  /**
   * From the next tick on these are the exclusions that are known; each applies at its own ticks.
   */
  public void exclusions(Exclusions known) {
    if (exclusions.know(known)) {
      refreshCoverage();
      slos.values().forEach(slo -> slo.born.values().forEach(SeriesEngine::coverageChanged));
    }
  }

  /** The exclusions that apply as of the last tick: name, and what it extends to. */
  public Map<String, String> appliedExclusions() {
    return exclusions.applied();
  }

  /**
   * How the series that an exclusion names would stand if it were in force, in the order of their
   * keys; nothing changes.
   *
   * @throws IllegalArgumentException when it is one by event: events that were counted cannot be
   *     told apart any more
   */
  public List<Preview> preview(Exclusion exclusion) {
    if (exclusion.isByEvent()) {
      throw new IllegalArgumentException(
          "exclusion '" + exclusion.name() + "': must have no where to be previewed");
    }
    List<SeriesEngine> affected =
        series().stream().filter(one -> exclusion.scope().names(one.slo())).toList();
    List<SeriesView> now = affected.stream().map(SeriesEngine::view).toList();
    forEachNamed(
        exclusion,
        slo -> slo.coverage.with(exclusion),
        series -> series.exclude(PREVIEW, exclusion.intervals()));
    List<Preview> previews = new ArrayList<>();
    for (int i = 0; i < affected.size(); i++) {
      previews.add(new Preview(now.get(i), affected.get(i).view()));
    }
    forEachNamed(
        exclusion, slo -> slo.coverage.without(exclusion), series -> series.include(PREVIEW));
    return previews;
  }

  private void forEachNamed(
      Exclusion exclusion, Consumer<SloLedger> cover, Consumer<SeriesEngine> move) {
    for (SloLedger slo : slos.values()) {
      if (exclusion.scope().names(slo.plan.slo())) {
        cover.accept(slo);
        slo.born.values().forEach(move);
        slo.born.values().forEach(SeriesEngine::coverageChanged);
      }
    }
  }

  /** How a series stands, and how it would stand with an exclusion. */
  public record Preview(SeriesView now, SeriesView with) {}

  /** Every series that has been evaluated, in the order of their keys. */
  public List<SeriesEngine> series() {
    return Stream.concat(
            slos.values().stream().flatMap(slo -> slo.born.values().stream()),
            composites.values().stream().flatMap(whole -> whole.series().stream()))
        .sorted(Comparator.comparing(SeriesEngine::key))
        .toList();
  }

  /** What the series of this SLO of the ledger count together as of the last tick. */
  public SloTotals totals(SloId id) {
    if (composites.containsKey(id)) {
      return composites.get(id).totals();
    }
    SloLedger slo = slos.get(id);
    return SloTotals.of(slo.plan, slo.born.values());
  }

  /** Number of series of each SLO, without {@code __other__}. */
  public Map<SloId, Integer> seriesPerSlo() {
    Map<SloId, Integer> sizes = new LinkedHashMap<>();
    slos.forEach((id, slo) -> sizes.put(id, slo.places));
    composites.forEach(
        (id, whole) ->
            sizes.put(id, (int) whole.keys().stream().filter(key -> !key.isOther()).count()));
    return sizes;
  }

  /** A series whose pages are to be put back, before {@link #resume} is told its head. */
  public StoredSeries restored(SeriesKey key, SeriesHead head) {
    SloLedger slo = slos.get(key.slo());
    if (head.birth() == SeriesEngine.UNBORN) {
      return slo.unborn.computeIfAbsent(key, k -> WaitingSeries.stored(slo.plan, k, slo.coverage));
    }
    SeriesEngine engine = slo.born.get(key);
    return engine != null ? engine : slo.add(new SeriesEngine(slo.plan, key, slo.coverage));
  }

  /** The series that has this key and is born, or null. */
  public SeriesEngine find(SeriesKey key) {
    return composites.containsKey(key.slo())
        ? composites.get(key.slo()).find(key)
        : slos.get(key.slo()).born.get(key);
  }

  /** Whether something of a series waits for its first tick. */
  boolean waits(SeriesKey key) {
    return slos.get(key.slo()).unborn.containsKey(key);
  }

  /** Goes on as of this tick, with these heads; all pages have been put back. */
  public void resume(long atTick, Map<SeriesKey, SeriesHead> heads) {
    resume(atTick, heads, Map.of());
  }

  /**
   * Goes on as of this tick, with these heads; all pages have been put back.
   *
   * @param applied the exclusions that applied, as {@link #appliedExclusions} gave them
   */
  public void resume(long atTick, Map<SeriesKey, SeriesHead> heads, Map<String, String> applied) {
    tick = atTick;
    exclusions.restore(applied);
    refreshCoverage();
    heads.forEach(
        (key, head) -> {
          if (composites.containsKey(key.slo())) {
            composites.get(key.slo()).resume(key, head, atTick);
            return;
          }
          if (restored(key, head) instanceof SeriesEngine engine) {
            engine.resume(head, atTick);
          }
        });
    composites.values().forEach(whole -> whole.findMembers(atTick, removed::add));
  }

  /** Tells what changed since this was last called. */
  public void drainChanges(LedgerChanges changes) {
    removed.forEach(changes::removed);
    removed.clear();
    for (SloLedger slo : slos.values()) {
      slo.born.values().forEach(series -> series.drainChanges(changes));
      slo.unborn.values().forEach(series -> series.drainChanges(changes));
    }
    for (CompositeLedger whole : composites.values()) {
      whole.series().forEach(series -> series.drainChanges(changes));
    }
  }

  /** Fails where the structure contradicts itself. */
  public void checkInvariants() {
    series().forEach(SeriesEngine::checkInvariants);
  }

  /** Before the next tick: undoes what applies no longer, and applies what is new. */
  private void applyExclusions() {
    boolean changed =
        exclusions.apply(
            tick + 1,
            undone ->
                slos.values().forEach(slo -> slo.born.values().forEach(s -> s.include(undone))),
            added -> {
              for (SloLedger slo : slos.values()) {
                if (added.scope().names(slo.plan.slo()) && !added.isByEvent()) {
                  slo.born.values().forEach(s -> s.exclude(added.name(), added.intervals()));
                }
              }
            });
    if (changed) {
      refreshCoverage();
      slos.values().forEach(slo -> slo.born.values().forEach(SeriesEngine::coverageChanged));
    }
  }

  private void refreshCoverage() {
    List<Exclusion> inForce = exclusions.inForce();
    for (SloLedger slo : slos.values()) {
      slo.coverage.set(inForce.stream().filter(one -> one.scope().names(slo.plan.slo())).toList());
    }
  }

  /** The components go from one tick at which the composite is judged to the next. */
  private void advance(CompositeLedger whole, long to, boolean incomplete, Emissions emissions) {
    List<SloLedger> components = whole.components().stream().map(slos::get).toList();
    whole.findMembers(tick, removed::add);
    long reached = tick;
    while (reached < to) {
      long due = to;
      for (SloLedger component : components) {
        due = Math.min(due, nextBirthTick(component, due));
      }
      due = whole.nextDue(reached, due, incomplete);
      whole.keepWhatFires();
      for (SloLedger component : components) {
        advance(component, due, incomplete, emissions);
        component.tick = due;
      }
      whole.evaluate(due, incomplete, emissions, removed::add);
      reached = due;
    }
  }

  /*
   * Within one call the order of births and removals matters only where places may run out and may
   * become free again. Then the ticks at which a series would be born are gone through one by one: at
   * each, what is forgotten goes first, then the new ones take the places that are left, in the order
   * of birth and key, and __other__ is evaluated last, with what it was given. Where no place becomes
   * free, one step does the same: the order of birth is that of the ticks.
   */
  private void advance(SloLedger slo, long to, boolean incomplete, Emissions emissions) {
    long birthTick = nextBirthTick(slo, to);
    while (birthTick <= to) {
      boolean mayBeFull = slo.born.size() + slo.unborn.size() > maxSeries;
      boolean oneByOne = mayBeFull && mayForgetUntil(slo, to);
      step(slo, oneByOne ? birthTick : to, incomplete, emissions);
      birthTick = nextBirthTick(slo, to);
    }
    step(slo, to, incomplete, emissions);
  }

  private void step(SloLedger slo, long to, boolean incomplete, Emissions emissions) {
    List<SeriesEngine> others = new ArrayList<>();
    for (SeriesEngine series : List.copyOf(slo.born.values())) {
      if (series.isOther()) {
        others.add(series);
      } else if (!series.advanceTo(to, incomplete, emissions)) {
        forget(slo, series);
      }
    }
    List<WaitingSeries> due = new ArrayList<>();
    for (WaitingSeries series : slo.unborn.values()) {
      if (series.nextWaiting(to) != SeriesWindows.NONE) {
        due.add(series);
      }
    }
    due.sort(BY_BIRTH);
    long placesFullBefore = due.isEmpty() ? to : Math.max(to, firstForgottenAt(slo) - 1);
    Set<SeriesEngine> evaluated = new LinkedHashSet<>(others);
    for (WaitingSeries series : due) {
      int bornBefore = slo.born.size();
      evaluated.add(placeFor(slo, series, placesFullBefore));
      if (slo.born.size() > bornBefore) {
        placesFullBefore = to; // how long the new one keeps its place is not known yet
      }
    }
    for (SeriesEngine series : evaluated) {
      if (!series.advanceTo(to, incomplete, emissions)) {
        forget(slo, series);
      }
    }
  }

  /**
   * The series itself, born, or where no place is left {@code __other__} with its counts.
   *
   * @param placesFullBefore no place is left for what waits before this second
   */
  private SeriesEngine placeFor(SloLedger slo, WaitingSeries series, long placesFullBefore) {
    SeriesKey key = series.key();
    SeriesEngine born = slo.born.get(key); // __other__, since it was given something
    if (born != null) {
      return born;
    }
    if (slo.places < maxSeries || key.labels().isEmpty() || key.isOther()) {
      return slo.bear(series);
    }
    Runnable refused = () -> refusedByOther.merge(slo.plan.slo().id(), 1L, Long::sum);
    series.giveTo(slo.counting(key.other()), placesFullBefore, refused);
    removed.add(key);
    if (series.isEmpty()) {
      slo.unborn.remove(key);
    }
    SeriesEngine other = slo.born.get(key.other());
    return other != null ? other : slo.bear(slo.unborn.get(key.other()));
  }

  /** Whether a series may be forgotten up to this tick, one that is born meanwhile included. */
  private static boolean mayForgetUntil(SloLedger slo, long to) {
    return slo.mayForget(to) || slo.plan.forgottenAt(firstWaiting(slo)) <= to;
  }

  /** The first tick at which something that is born may be forgotten, or NONE. */
  private static long firstForgottenAt(SloLedger slo) {
    return slo.born.values().stream()
        .mapToLong(SeriesEngine::forgottenAt)
        .min()
        .orElse(SeriesWindows.NONE);
  }

  /** The next tick up to this one at which a series may be born or come back, or NONE. */
  private long nextBirthTick(SloLedger slo, long to) {
    long first = SeriesWindows.NONE;
    for (WaitingSeries series : slo.unborn.values()) {
      first = Math.min(first, series.nextWaiting(to));
    }
    if (slo.mayForget(to - 1)) {
      for (SeriesEngine series : slo.born.values()) {
        if (series.forgottenAt() < to) {
          first = Math.min(first, series.nextWaiting(to));
        }
      }
    }
    return first == SeriesWindows.NONE ? SeriesWindows.NONE : Math.max(first, slo.tick) + 1;
  }

  private void forget(SloLedger slo, SeriesEngine series) {
    slo.remove(series);
    removed.add(series.key());
    WaitingSeries rest = new WaitingSeries(slo.plan, series.key(), slo.coverage);
    series.windows().forEachWaiting(rest::record);
    if (!rest.isEmpty()) {
      slo.unborn.put(series.key(), rest);
    }
  }

  private long firstWaiting() {
    return slos.values().stream().mapToLong(Ledger::firstWaiting).min().orElse(SeriesWindows.NONE);
  }

  /** The first second that waits in a series that is not born, or NONE. */
  private static long firstWaiting(SloLedger slo) {
    return slo.unborn.values().stream()
        .mapToLong(series -> series.nextWaiting(SeriesWindows.NONE))
        .min()
        .orElse(SeriesWindows.NONE);
  }
}
