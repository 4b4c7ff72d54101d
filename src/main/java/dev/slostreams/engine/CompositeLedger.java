package dev.slostreams.engine;

import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Indicator.Composite;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.window.SeriesWindows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The series of one composite: there is one for each tuple of labels for which some component has a
 * series, and as long as it has (semantics.md §4).
 *
 * <p>Owned by one {@link Ledger}, which brings the components to a tick first; not thread-safe. A
 * tick costs O(series · windows); a tick at which no verdict can change is passed over.
 */
final class CompositeLedger {

  private final SloPlan slo;
  private final CompositePlan plan;
  private final List<SloId> components;
  private final List<Map<SeriesKey, SeriesEngine>> ofComponents;
  private final Map<SeriesKey, Whole> series = new HashMap<>();
  private boolean membersChanged = true;

  /** One series of the composite, and its windows. */
  private record Whole(SeriesEngine engine, CompositeWindows windows) {}

  /**
   * A composite without series.
   *
   * @param born the series of a component that are born, as they are at any time
   */
  CompositeLedger(
      SloPlan slo, Composite composite, Function<SloId, Map<SeriesKey, SeriesEngine>> born) {
    this.slo = slo;
    this.plan = new CompositePlan(slo.slo(), composite);
    this.components = composite.components().stream().map(Component::slo).map(Slo::id).toList();
    this.ofComponents = components.stream().map(born).toList();
  }

  List<SloId> components() {
    return components;
  }

  /** Some component has a series more, or less. */
  void membersChanged() {
    membersChanged = true;
  }

  void setExceptions(Collection<FreezeException> all) {
    slo.setExceptions(all);
  }

  SloTotals totals() {
    return SloTotals.of(slo, series());
  }

  Collection<SeriesEngine> series() {
    return series.values().stream().map(Whole::engine).toList();
  }

  Set<SeriesKey> keys() {
    return series.keySet();
  }

  /** The series with this key, or null. */
  SeriesEngine find(SeriesKey key) {
    Whole whole = series.get(key);
    return whole == null ? null : whole.engine();
  }

  /** Goes on as of this tick; the components do too. */
  void resume(SeriesKey key, SeriesHead head, long atTick) {
    Whole whole = newWhole(key);
    whole.engine().resume(head, atTick);
    series.put(key, whole);
    membersChanged = true;
  }

  /**
   * The first tick after this one, at most {@code to}, at which a verdict may change; the
   * components are at this one.
   */
  long nextDue(long tick, long to, boolean incomplete) {
    long due = to;
    for (Whole whole : series.values()) {
      if (due <= tick + 1) {
        return due;
      }
      due = nextDue(whole, tick, due, incomplete);
    }
    return due;
  }

  /** Keeps the components from being forgotten while the composite fires. */
  void keepWhatFires() {
    for (Whole whole : series.values()) {
      boolean fires = whole.engine().isFiring();
      whole.windows().members().forEach(member -> member.keep(fires));
    }
  }

  /**
   * Evaluates this tick; the components have been brought to it.
   *
   * @param removed told of each series that went with its last component
   */
  void evaluate(long tick, boolean incomplete, Emissions emissions, Consumer<SeriesKey> removed) {
    findMembers(tick - 1, removed);
    for (Whole whole : series.values()) {
      whole.engine().evaluate(tick, incomplete, emissions);
    }
  }

  /** Finds the members of each series anew where they may have changed. */
  void findMembers(long tick, Consumer<SeriesKey> removed) {
    if (!membersChanged) {
      return;
    }
    membersChanged = false;
    for (Map<SeriesKey, SeriesEngine> born : ofComponents) {
      for (SeriesKey key : born.keySet()) {
        series.computeIfAbsent(new SeriesKey(slo.slo().id(), key.labels()), this::newWhole);
      }
    }
    for (Whole whole : List.copyOf(series.values())) {
      SeriesKey key = whole.engine().key();
      List<SeriesEngine> members = members(key);
      whole.windows().setMembers(members);
      if (members.stream().allMatch(Objects::isNull)) {
        series.remove(key);
        removed.accept(key);
      } else if (!whole.engine().isBorn()) {
        whole.engine().beBorn(birth(members), tick);
      }
    }
  }

  private long nextDue(Whole whole, long tick, long to, boolean incomplete) {
    long due = to;
    for (SeriesEngine member : whole.windows().members()) {
      due = Math.min(due, member.isUnsettled() ? tick + 1 : member.untilForgotten(due));
    }
    return whole.engine().nextDue(due, incomplete);
  }

  private Whole newWhole(SeriesKey key) {
    CompositeWindows windows = plan.newWindows(slo);
    return new Whole(new SeriesEngine(slo, key, windows), windows);
  }

  private List<SeriesEngine> members(SeriesKey key) {
    List<SeriesEngine> members = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      members.add(ofComponents.get(i).get(new SeriesKey(components.get(i), key.labels())));
    }
    return members;
  }

  private static long birth(List<SeriesEngine> members) {
    return members.stream()
        .filter(Objects::nonNull)
        .mapToLong(SeriesEngine::birth)
        .min()
        .orElse(SeriesWindows.NONE);
  }
}
