package dev.slostreams.testing;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.BudgetingMethod.NoData;
import dev.slostreams.slo.BudgetingMethod.Slices;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.TimeWindow;
import dev.slostreams.testing.SeriesScripts.Count;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Random composites over events, and counts for all their components. */
public final class CompositeScripts {

  private static final String[] WEIGHTS = {"1", "1", "0.5", "100", "0.001", "3"};

  private static final long[] SLICES = {7, 60, 60, 90, 300};

  private CompositeScripts() {}

  /** A composite of two or three random components with the policies of the first. */
  public static Slo composite(Random random, String... groupBy) {
    long[] periods = {60, 3_601, 14_400}; // while it is young a composite is judged every tick
    Slo first =
        Slos.withTimeWindow(
            LedgerScripts.slo(random, groupBy), periods[random.nextInt(periods.length)]);
    List<Component> components = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      Slo any = LedgerScripts.slo(random, groupBy);
      Slo component =
          new Slo(
              new SloId("whole", "part-" + i),
              any.service(),
              any.indicator(),
              any.target(),
              first.period(),
              List.of(),
              any.about());
      components.add(new Component(component, new BigDecimal(Slos.oneOf(random, WEIGHTS))));
    }
    return Slos.composite(
        components,
        first.alertPolicies().stream()
            .map(CompositeScripts::withoutConfidence)
            .toArray(AlertPolicy[]::new));
  }

  /** The same in time slices, of a few lengths, and with a rolling time window of some hours. */
  public static Slo sliced(Random random, Slo composite) {
    long seconds = SLICES[random.nextInt(SLICES.length)];
    NoData noData = NoData.values()[random.nextInt(NoData.values().length)];
    Slices slices = new Slices(seconds, noData);
    boolean ratios = random.nextBoolean();
    TimeWindow timeWindow = new TimeWindow.Rolling(60 * (1 + random.nextInt(240)));
    List<Component> components = new ArrayList<>();
    for (Component component : ((Indicator.Composite) composite.indicator()).components()) {
      BudgetingMethod method =
          ratios
              ? new BudgetingMethod.RatioTimeslices(slices)
              : new BudgetingMethod.Timeslices(
                  slices, new BigDecimal(Slos.oneOf(random, "0.001", "0.5", "0.99", "1")));
      Slo slo = component.slo();
      components.add(
          new Component(
              new Slo(
                  slo.id(),
                  slo.service(),
                  slo.indicator(),
                  slo.target(),
                  new Slo.Period(timeWindow, method),
                  List.of(),
                  slo.about()),
              component.weight()));
    }
    return Slos.composite(components, composite.alertPolicies().toArray(AlertPolicy[]::new));
  }

  /** Counts of all components, some late, with silences of minutes and some of a day. */
  public static List<Count> shortCounts(Random random, Slo composite) {
    List<Slo> components = slos(composite).subList(0, slos(composite).size() - 1);
    long forgottenAfter = composite.timeWindow().nominalSeconds() + Slos.DAY;
    List<Count> counts = new ArrayList<>();
    long now = LedgerScripts.EPOCH;
    for (int phase = 2 + random.nextInt(5); phase > 0; phase--) {
      Slo component = components.get(random.nextInt(components.size()));
      boolean one = random.nextBoolean();
      double errors = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      for (long end = now + 1 + random.nextInt(2_000); now < end; now += 1 + random.nextInt(60)) {
        Slo slo = one ? component : components.get(random.nextInt(components.size()));
        long total = 1 + random.nextInt(5);
        long bad = random.nextDouble() < errors ? 1 + random.nextLong(total) : 0;
        long late = random.nextInt(9) == 0 ? LedgerScripts.late(random, now) : now;
        counts.add(
            new Count(
                SeriesKey.of(slo.id()),
                Math.max(LedgerScripts.EPOCH, late),
                total - bad,
                total,
                0));
      }
      now += random.nextInt(4) == 0 ? forgottenAfter - random.nextInt(200) : random.nextInt(2_000);
    }
    return counts;
  }

  private static AlertPolicy withoutConfidence(AlertPolicy policy) {
    AlertPolicy.Guards guards = policy.guards();
    return Slos.withGuards(
        policy,
        new AlertPolicy.Guards(
            guards.alertAfterSeconds(), guards.keepFiringSeconds(), guards.minEvents()));
  }

  /** The composite and its components, as a catalog has them. */
  public static List<Slo> slos(Slo composite) {
    List<Slo> slos = new ArrayList<>();
    for (Component component : ((Indicator.Composite) composite.indicator()).components()) {
      slos.add(component.slo());
    }
    slos.add(composite);
    return slos;
  }

  /** Counts of all components, each component's in their order, those behind first. */
  public static List<Count> counts(Random random, Slo composite, boolean someLate) {
    List<Deque<Count>> left = new ArrayList<>();
    List<Slo> slos = slos(composite);
    for (Slo component : slos.subList(0, slos.size() - 1)) {
      left.add(new ArrayDeque<>(SeriesScripts.counts(random, component, someLate)));
    }
    List<Count> merged = new ArrayList<>();
    while (!left.isEmpty()) {
      Deque<Count> behind =
          left.stream().min(Comparator.comparingLong(counts -> counts.peek().second())).get();
      merged.add(behind.poll());
      left.removeIf(Deque::isEmpty);
    }
    return merged;
  }

  /** Tells the reference. */
  public static void play(SeriesScripts.Step step, ReferenceComposite reference) {
    if (step instanceof Count count) {
      reference.record(count.key(), count.second(), count.good(), count.total());
    } else {
      reference.advanceTo(((SeriesScripts.Advance) step).to());
    }
  }

  static SeriesKey key(Slo slo, String region) {
    return slo.labelNames().isEmpty()
        ? SeriesKey.of(slo.id())
        : SeriesKey.of(slo.id(), slo.labelNames(), List.of(region));
  }
}
