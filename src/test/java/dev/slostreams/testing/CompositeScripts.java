package dev.slostreams.testing;

import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
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

  private CompositeScripts() {}

  /** A composite of two or three random components with the policies of the first. */
  public static Slo composite(Random random, String... groupBy) {
    Slo first = LedgerScripts.slo(random, groupBy);
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
    return Slos.composite(components, first.alertPolicies().toArray(AlertPolicy[]::new));
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
