package dev.slostreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When page-fast fires and resolves on the demo's own events, by counters per second. */
class DemoIncidentTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final int KEEP_FIRING = 30;

  private static Ledger sixHoursAndTwentyMinutes(long seed) {
    DemoTraffic traffic = new DemoTraffic(seed, START, IncidentScript.standard());
    Ledger ledger = new Ledger(START.getEpochSecond());
    traffic.history(START.minus(Duration.ofHours(6)), START, ledger);
    for (long second = 0; second < 1_200; second++) {
      traffic.tick(START.getEpochSecond() + second, ledger);
    }
    return ledger;
  }

  private static boolean pageFastHolds(Ledger ledger, String name, double budgetShare, int tick) {
    return ledger.window(name, tick, 3_600).burnsAbove(14.4, budgetShare)
        && ledger.window(name, tick, 300).burnsAbove(14.4, budgetShare);
  }

  private static int firstHolding(Ledger ledger, String name, double budgetShare) {
    return IntStream.range(1, 1_200)
        .filter(tick -> pageFastHolds(ledger, name, budgetShare, tick))
        .findFirst()
        .orElseThrow();
  }

  private static int resolved(Ledger ledger, String name, double budgetShare) {
    int lastHolding =
        IntStream.range(1, 1_200)
            .filter(tick -> pageFastHolds(ledger, name, budgetShare, tick))
            .max()
            .orElseThrow();
    return lastHolding + 1 + KEEP_FIRING;
  }

  /** Seconds into the incident, from the class comment of DemoTraffic. */
  private static double closedForm(double bound, double healthy, double failing) {
    double history = DemoTraffic.SETTLED_RATE * 0.2;
    double live = DemoTraffic.LIVE_RATE * 0.2;
    return bound
        * (history * (3_600 - healthy) + live * healthy)
        / (failing * live - bound * (live - history));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42, 2026})
  void checkoutAvailabilityPagesWhenTheClosedFormSays(long seed) {
    Ledger ledger = sixHoursAndTwentyMinutes(seed);

    int fires = firstHolding(ledger, "availability checkout", 0.001);

    assertThat(closedForm(0.0144, 20, 0.07)).isCloseTo(21.3, within(0.1));
    assertThat(fires - 20).isBetween(15, 30);
    assertThat(fires - 20.0).isCloseTo(21.3, within(5.0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42, 2026})
  void checkoutLatencyPagesWhenTheClosedFormSays(long seed) {
    Ledger ledger = sixHoursAndTwentyMinutes(seed);

    int fires = firstHolding(ledger, "latency checkout", 0.01);

    assertThat(closedForm(0.144, 20, 0.6)).isCloseTo(26.0, within(0.1));
    assertThat(fires - 20.0).isCloseTo(26.0, within(6.0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42, 2026})
  void searchPagesInTheRegionThatFailsAndNotForTheWholeService(long seed) {
    Ledger ledger = sixHoursAndTwentyMinutes(seed);

    int fires = firstHolding(ledger, "search eu-2", 0.001);

    assertThat(closedForm(0.0144, 150, 0.12)).isCloseTo(28.7, within(0.1));
    assertThat(fires - 150.0).isCloseTo(28.7, within(7.0));
    assertThat(IntStream.range(1, 1_200))
        .noneMatch(tick -> pageFastHolds(ledger, "search eu-1", 0.001, tick))
        .noneMatch(tick -> pageFastHolds(ledger, "availability search", 0.001, tick));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42, 2026})
  void checkoutPageResolvesTwoToSixMinutesAfterTheIncident(long seed) {
    Ledger ledger = sixHoursAndTwentyMinutes(seed);

    int resolved = resolved(ledger, "availability checkout", 0.001);

    assertThat(resolved - 110).isBetween(120, 360);
    // 238 s until the bad ones have left the 5 minutes, and 30 s of keep-firing
    assertThat(resolved - 110.0).isCloseTo(268, within(30.0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42, 2026})
  void sevenPercentOfCheckoutsFailDuringTheIncident(long seed) {
    Ledger ledger = sixHoursAndTwentyMinutes(seed);

    Ledger.Sum incident = ledger.window("availability checkout", 110, 90);

    // 0.07 of 8 a second for 90 s, spread evenly, besides one or two of the usual failures
    assertThat(incident.bad()).isBetween(49L, 53L);
    assertThat(incident.total()).isBetween(640L, 800L);
  }
}
