package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusion.Cause;
import dev.slostreams.slo.Exclusion.InForce;
import dev.slostreams.slo.Exclusion.Kind;
import dev.slostreams.slo.Exclusion.Scope;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.Interval;
import dev.slostreams.slo.Intervals;
import dev.slostreams.testing.Logged;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an instance says of the orders it learns of: once, however many ledgers it has. */
class LiveControlsLogTest {

  private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").getEpochSecond();

  @Test
  void orderAndItsUndoingAreSaidOnceWithTheirTicks() {
    Exclusions ordered = ordered(NOON, InForce.ALWAYS.to());
    Exclusions undone = ordered(NOON, NOON + 60);

    try (Logged logged = new Logged(LiveControls.class)) {
      LiveControls.logOrders(Exclusions.NONE, ordered);
      LiveControls.logOrders(ordered, ordered);
      LiveControls.logOrders(ordered, undone);

      assertThat(logged.lines())
          .containsExactly(
              "INFO exclusion move ordered, as of tick 2026-01-01T12:00:00Z reason=a move",
              "INFO exclusion move undone, as of tick 2026-01-01T12:01:00Z reason=a move");
    }
  }

  @Test
  void orderForAllTimeNamesNoYearOf1970() {
    try (Logged logged = new Logged(LiveControls.class)) {
      LiveControls.logOrders(Exclusions.NONE, ordered(0, InForce.ALWAYS.to()));

      assertThat(logged.lines())
          .containsExactly("INFO exclusion move ordered, as of the first tick reason=a move");
    }
  }

  private static Exclusions ordered(long from, long to) {
    return new Exclusions(
        List.of(
            new Exclusion(
                "move",
                new Scope(Set.of("availability"), Set.of()),
                Intervals.of(List.of(new Interval(NOON, NOON + 10))),
                "",
                new InForce(from, to),
                new Cause(Kind.MAINTENANCE, "a move", "jo", Cause.NOT_ANNOUNCED))));
  }
}
