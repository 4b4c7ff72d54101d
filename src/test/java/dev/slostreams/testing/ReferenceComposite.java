package dev.slostreams.testing;

import dev.slostreams.slo.AlertCondition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Fraction;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Indicator.Composite;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A composite over events by brute force: every tick, for every tuple of labels that some component
 * has, the components' burn rates are added up as fractions.
 *
 * <p>Written from semantics.md alone, over one {@link ReferenceLedger} per component.
 */
public final class ReferenceComposite {

  private final Slo slo;
  private final List<Component> components;
  private final Map<SloId, ReferenceLedger> ledgers = new TreeMap<>();
  private final Map<SeriesKey, Whole> series = new TreeMap<>();
  private final List<String> transitions = new ArrayList<>();
  private long tick;

  private static final class Whole {
    final Map<String, State> states = new TreeMap<>();
    long birth;
  }

  private static final class State {
    boolean verdict;
    long runSince;
    boolean firing;
  }

  public ReferenceComposite(Slo slo, int maxSeries, long firstTick) {
    this.slo = slo;
    this.components = ((Composite) slo.indicator()).components();
    this.tick = firstTick;
    for (Component component : components) {
      Slo watched = Slos.with(component.slo(), slo.alertPolicies().toArray(AlertPolicy[]::new));
      ledgers.put(watched.id(), new ReferenceLedger(watched, maxSeries, firstTick, true));
    }
  }

  public void record(SeriesKey key, long second, long good, long total) {
    ledgers.get(key.slo()).record(key, second, good, total, 0);
  }

  /** Each as {@code tick series alert firing|resolved}, in the order of the contract. */
  public List<String> transitions() {
    return transitions.stream().sorted().toList();
  }

  /** {@code series good/total} of every series of the components and of the composite. */
  public List<String> budgets() {
    List<String> budgets = new ArrayList<>();
    ledgers.values().forEach(ledger -> budgets.addAll(ledger.budgets()));
    for (SeriesKey key : series.keySet()) {
      long good = 0;
      long total = 0;
      for (Component component : components) {
        ReferenceEngine engine = engine(component, key);
        String[] counts =
            engine == null ? new String[] {"0", "0"} : engine.budgetCounts().split("/");
        good += Long.parseLong(counts[0]);
        total += Long.parseLong(counts[1]);
      }
      budgets.add(key + " " + good + "/" + total);
    }
    return budgets.stream().sorted().toList();
  }

  public void advanceTo(long to) {
    while (tick < to) {
      tick = nextTick(to);
      for (ReferenceLedger ledger : ledgers.values()) {
        ledger.keep(key -> isFiring(new SeriesKey(slo.id(), key.labels())));
        ledger.advanceTo(tick);
      }
      findSeries();
      series.forEach((key, whole) -> slo.alertPolicies().forEach(p -> judge(p, key, whole)));
    }
  }

  private long nextTick(long to) {
    long next = to;
    for (ReferenceLedger ledger : ledgers.values()) {
      next = Math.min(next, ledger.nextTick(to));
    }
    return next;
  }

  private boolean isFiring(SeriesKey key) {
    Whole whole = series.get(key);
    return whole != null && whole.states.values().stream().anyMatch(state -> state.firing);
  }

  private void findSeries() {
    Map<SeriesKey, Long> births = new TreeMap<>();
    for (ReferenceLedger ledger : ledgers.values()) {
      ledger
          .born()
          .forEach(
              (key, engine) ->
                  births.merge(new SeriesKey(slo.id(), key.labels()), engine.birth(), Math::min));
    }
    series.keySet().retainAll(births.keySet());
    births.forEach(
        (key, birth) ->
            series.computeIfAbsent(
                key,
                k -> {
                  Whole whole = new Whole();
                  whole.birth = birth;
                  return whole;
                }));
  }

  private ReferenceEngine engine(Component component, SeriesKey key) {
    SloId id = component.slo().id();
    return ledgers.get(id).born().get(new SeriesKey(id, key.labels()));
  }

  private void judge(AlertPolicy policy, SeriesKey key, Whole whole) {
    long shortest = policy.shortestWindow().seconds();
    long longest = policy.longestWindow().seconds();
    BigInteger longTotal = total(key, longest);
    boolean shortEmpty = total(key, shortest).signum() == 0;

    State state = whole.states.computeIfAbsent(policy.name(), n -> new State());
    long step = policy.longestWindow().stepSeconds();
    BigInteger minEvents = BigInteger.valueOf(policy.guards().minEvents() * step);
    boolean holds =
        policy.conditions().stream().allMatch(condition -> holds(condition, key))
            && longTotal.compareTo(minEvents) >= 0;
    if (shortEmpty && longTotal.signum() != 0) {
      holds = state.verdict;
    }
    next(key + " " + policy.name(), state, holds, policy.guards());

    if (policy.notification().whenNoData()) {
      String name = policy.name() + "-no-data";
      State noData = whole.states.computeIfAbsent(name, n -> new State());
      boolean silent = shortEmpty && tick - whole.birth >= shortest;
      next(key + " " + name, noData, silent, new AlertPolicy.Guards(0, 0, 0));
    }
  }

  private void next(String alert, State state, boolean holds, AlertPolicy.Guards guards) {
    if (holds != state.verdict) {
      state.verdict = holds;
      state.runSince = tick;
    }
    if (!state.firing && holds && tick >= state.runSince + guards.alertAfterSeconds()) {
      state.firing = true;
      transitions.add(tick + " " + alert + " firing");
    } else if (state.firing && !holds && tick >= state.runSince + guards.keepFiringSeconds()) {
      state.firing = false;
      transitions.add(tick + " " + alert + " resolved");
    }
  }

  private boolean holds(AlertCondition condition, SeriesKey key) {
    Fraction burn = burn(key, condition.window().seconds());
    Fraction threshold = condition.threshold();
    BigInteger left = burn.numerator().multiply(threshold.denominator());
    BigInteger right = threshold.numerator().multiply(burn.denominator());
    return condition.op().holds(left.compareTo(right));
  }

  /** The sum of weight · bad/total / (1 − target) · min(age, W)/W over the components. */
  private Fraction burn(SeriesKey key, long window) {
    Fraction sum = Fraction.of("0");
    for (Component component : components) {
      ReferenceEngine engine = engine(component, key);
      if (engine != null && engine.total(window).signum() != 0) {
        Fraction budget = Fraction.of(component.slo().target().budgetShare());
        Fraction burn =
            new Fraction(engine.bad(window), engine.total(window))
                .times(new Fraction(budget.denominator(), budget.numerator()))
                .times(Fraction.of(component.weight()))
                .times(Math.min(engine.age(), window))
                .dividedBy(window);
        sum = plus(sum, burn);
      }
    }
    return sum;
  }

  private static Fraction plus(Fraction a, Fraction b) {
    BigInteger numerator =
        a.numerator().multiply(b.denominator()).add(b.numerator().multiply(a.denominator()));
    return new Fraction(numerator, a.denominator().multiply(b.denominator()));
  }

  private BigInteger total(SeriesKey key, long window) {
    BigInteger sum = BigInteger.ZERO;
    for (Component component : components) {
      ReferenceEngine engine = engine(component, key);
      sum = engine == null ? sum : sum.add(engine.total(window));
    }
    return sum;
  }
}
