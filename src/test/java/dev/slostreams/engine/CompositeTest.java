package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slostreams.alert.BurnSample;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Indicator.Component;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Target;
import dev.slostreams.testing.CompositeScripts;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A composite over events in numbers that can be worked out by hand. */
class CompositeTest {

  private static final long START = 1_767_225_600; // 2026-01-01T00:00:00Z
  private static final long MINUTE = 60;
  private static final long YOUNGEST = 600; // every window is covered from here on
  private static final double ROUNDINGS = 1e-12;

  @Test
  void burnRatesOfTheObjectivesAddUp() {
    Ledger ledger = ledger(burnsAt("0.9", "1"), burnsAt("0.99", "1"));

    // 5 % bad of a budget of 10 % is 0.5; 3 % of 1 % is 3
    count(ledger, "part-0", 5, 100);
    count(ledger, "part-1", 3, 100);
    ledger.advanceTo(START + YOUNGEST, false);

    assertThat(burn(ledger, "part-0")).isCloseTo(0.5, within(ROUNDINGS));
    assertThat(burn(ledger, "part-1")).isCloseTo(3, within(ROUNDINGS));
    assertThat(burn(ledger, "")).isCloseTo(3.5, within(ROUNDINGS));
  }

  @Test
  void weightMultipliesWhatAnObjectiveBurns() {
    Ledger ledger = ledger(burnsAt("0.9", "0.5"), burnsAt("0.99", "100"));

    count(ledger, "part-0", 5, 100);
    count(ledger, "part-1", 3, 100);
    ledger.advanceTo(START + YOUNGEST, false);

    // 0.5 · 0.5 + 100 · 3; the counts are those of both, with a first event each
    assertThat(burn(ledger, "")).isCloseTo(300.25, within(ROUNDINGS * 300));
    assertThat(view(ledger, "").counts()).isEqualTo(new Counts(194, 202));
  }

  @Test
  void consumedIsTheSumOfWhatTheObjectivesConsume() {
    Ledger ledger = ledger(burnsAt("0.9", "1"), burnsAt("0.99", "2"));

    count(ledger, "part-0", 5, 100);
    count(ledger, "part-1", 3, 100);
    ledger.advanceTo(START + YOUNGEST, false);

    double first = view(ledger, "part-0").budget().consumed();
    double second = view(ledger, "part-1").budget().consumed();
    assertThat(view(ledger, "").budget().consumed())
        .isCloseTo(first + 2 * second, within(ROUNDINGS));
  }

  @Test
  void objectiveWithoutEventsAddsNothing() {
    Ledger ledger = ledger(burnsAt("0.9", "1"), burnsAt("0.99", "1"));

    count(ledger, "part-0", 5, 100);
    ledger.advanceTo(START + YOUNGEST, false);

    assertThat(burn(ledger, "")).isCloseTo(0.5, within(ROUNDINGS));
    assertThat(ledger.series())
        .extracting(s -> s.key().id())
        .containsExactly("whole", "whole/part-0");
  }

  /** 10 % of 10 % and 0.1 % of 1 % are exactly 1.1, which no double is. */
  @Test
  void comparisonIsExactAtTheThreshold() {
    Slo at = composite(policy(Op.GTE, "1.1"), burnsAt("0.9", "1"), burnsAt("0.99", "1"));
    Slo above = composite(policy(Op.GT, "1.1"), burnsAt("0.9", "1"), burnsAt("0.99", "1"));

    assertThat(List.of(fires(at), fires(above))).containsExactly(true, false);
  }

  @Test
  void eachObjectiveIsAsOldAsItsOwnFirstEvent() {
    Ledger ledger = ledger(burnsAt("0.9", "1"), burnsAt("0.9", "1"));

    ledger.record(key("part-0"), START, new Counts(1, 1));
    ledger.record(key("part-0"), START + 570, new Counts(9, 10));
    ledger.record(key("part-1"), START + 570, new Counts(9, 10));
    ledger.advanceTo(START + 600, false);

    // both 10 % bad of 10 %; the second is 30 s old of 60 s
    assertThat(burn(ledger, "")).isCloseTo(1.5, within(ROUNDINGS));
  }

  private static boolean fires(Slo composite) {
    Ledger ledger = new Ledger(CompositeScripts.slos(composite), 10);
    count(ledger, "part-0", 100, 1_000);
    count(ledger, "part-1", 1, 1_000);
    return !ledger.advanceTo(START + YOUNGEST, false).isEmpty();
  }

  /** Bad among total in the last minute; the series are ten minutes old. */
  private static void count(Ledger ledger, String part, long bad, long total) {
    ledger.record(key(part), START, new Counts(1, 1));
    ledger.record(key(part), START + YOUNGEST - 1, new Counts(total - bad, total));
  }

  private static double burn(Ledger ledger, String part) {
    return view(ledger, part).burnRates().stream()
        .filter(sample -> sample.window().seconds() == MINUTE)
        .mapToDouble(BurnSample::rate)
        .findFirst()
        .orElseThrow();
  }

  private static SeriesView view(Ledger ledger, String part) {
    return ledger.find(key(part)).view();
  }

  private static SeriesKey key(String part) {
    return SeriesKey.of(new SloId("whole", part));
  }

  private static Component burnsAt(String target, String weight) {
    Slo slo = Slos.withTarget(Slos.availability(), target);
    return new Component(slo, new BigDecimal(weight));
  }

  private static Ledger ledger(Component... components) {
    Slo composite = composite(policy(Op.GT, "1000"), components);
    return new Ledger(CompositeScripts.slos(composite), 10);
  }

  private static AlertPolicy policy(Op op, String threshold) {
    return Slos.policy("page", "page", Slos.burn(op, threshold, MINUTE));
  }

  private static Slo composite(AlertPolicy policy, Component... components) {
    List<Component> named = new java.util.ArrayList<>();
    for (Component component : components) {
      Slo slo = component.slo();
      SloId id = new SloId("whole", "part-" + named.size());
      named.add(
          new Component(
              new Slo(
                  id,
                  slo.service(),
                  slo.indicator(),
                  Target.of(slo.target().toString()),
                  slo.period(),
                  List.of(),
                  slo.about()),
              component.weight()));
    }
    return Slos.composite(named, policy);
  }
}
