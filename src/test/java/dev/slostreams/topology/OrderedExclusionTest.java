package dev.slostreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slostreams.control.Controls;
import dev.slostreams.metrics.MetricNames;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.Cause;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.Exclusion.Kind;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import dev.slostreams.testing.Schemas;
import dev.slostreams.testing.Slos;
import dev.slostreams.testing.TopologyHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exclusions that are ordered and undone while events flow. */
class OrderedExclusionTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Controls KNOWN =
      Controls.fixed(List.of(TopologyHarness.SOURCE), List.of(Slos.availability()));

  private final TopologyHarness harness = new TopologyHarness(START, KNOWN);

  @AfterEach
  void close() {
    harness.close();
  }

  /** Of the seconds 10 to 19, in force at the ticks {@code [from, to)} after the start. */
  private static Controls ordered(String where, long from, long to) {
    long start = START.getEpochSecond();
    Exclusion exclusion =
        new Exclusion(
            "move",
            new Scope(Set.of("availability"), Set.of()),
            Intervals.of(List.of(new Interval(start + 10, start + 20))),
            where,
            new InForce(start + from, to == Long.MAX_VALUE ? to : start + to),
            new Cause(Kind.MAINTENANCE, "the database is moved", "jo", Cause.NOT_ANNOUNCED));
    return KNOWN.with(new Exclusions(List.of(exclusion)));
  }

  @Test
  void orderedAheadOfTimeItTakesTheSecondsOutAsTheyCome() {
    harness.learn(ordered("", 5, Long.MAX_VALUE));
    eventEverySecond(0, 50, 200);

    assertThat(total()).isEqualTo(38); // seconds 0 to 47, without 10 to 19
    assertThat(harness.counter(MetricNames.ORDERED, MetricNames.STATE, "late")).isZero();
  }

  @Test
  void orderedAfterTheFactItTakesThemOutAtItsTickAndUndoneItPutsThemBack() {
    eventEverySecond(0, 30, 200);
    harness.learn(ordered("", 40, Long.MAX_VALUE));
    eventEverySecond(30, 41, 200);
    long before = total(); // tick 39
    eventEverySecond(41, 50, 200);
    long with = total(); // tick 48
    harness.learn(ordered("", 40, 60));
    eventEverySecond(50, 70, 200);
    long undone = total(); // tick 68

    assertThat(before).isEqualTo(39);
    assertThat(with).isEqualTo(38);
    assertThat(undone).isEqualTo(68);
    assertThat(harness.counter(MetricNames.ORDERED, MetricNames.STATE, "in_time")).isEqualTo(2);
  }

  @Test
  void knownTooLateItCountsAtOnceAndIsSaid() {
    eventEverySecond(0, 50, 200);
    harness.learn(ordered("", 30, Long.MAX_VALUE));
    eventEverySecond(50, 52, 200);

    assertThat(total()).isEqualTo(40); // seconds 0 to 49, without 10 to 19
    assertThat(harness.counter(MetricNames.ORDERED, MetricNames.STATE, "late")).isEqualTo(1);
  }

  @Test
  void byEventItTakesOutWhatItsPredicateSays() {
    harness.learn(ordered("status == 503", 5, Long.MAX_VALUE));
    eventEverySecond(0, 15, 200);
    eventEverySecond(15, 25, 503);
    eventEverySecond(25, 50, 200);

    assertThat(total()).isEqualTo(43); // seconds 0 to 47, without the failures of 15 to 19
  }

  private void eventEverySecond(int from, int to, int status) {
    for (int second = from; second < to; second++) {
      harness.event(START.plusSeconds(second), status);
    }
  }

  private long total() {
    harness.pass(Duration.ofSeconds(1));
    JsonNode budget = Schemas.json(harness.view("availability"));
    return budget.path("total").asLong();
  }
}
