package dev.slostreams.alert;

import static dev.slostreams.alert.AlertState.INACTIVE;
import static dev.slostreams.alert.AlertState.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slostreams.alert.AlertState.Firing;
import dev.slostreams.alert.AlertState.Pending;
import dev.slostreams.slo.AlertPolicy.Guards;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of states of semantics.md §6, row by row. */
class AlertStateTest {

  private static final Guards SLOW = new Guards(60, 30, 0);
  private static final Guards AT_ONCE = new Guards(0, 0, 0);

  @ParameterizedTest(name = "{0}, holds {1} at {2}")
  @MethodSource
  void stateAfterTick(AlertState before, boolean holds, long tick, Guards guards, AlertState then) {
    AlertState after = before.next(holds, tick, guards);

    assertThat(after).isEqualTo(then);
  }

  static Stream<Arguments> stateAfterTick() {
    AlertState pending = new Pending(100);
    AlertState firing = new Firing(100, NEVER);
    AlertState calming = new Firing(100, 200);
    return Stream.of(
        arguments(INACTIVE, false, 100, SLOW, INACTIVE),
        arguments(INACTIVE, true, 100, SLOW, pending),
        arguments(INACTIVE, true, 100, AT_ONCE, firing),
        // alertAfter of 60 s from 100: due at 160
        arguments(pending, true, 159, SLOW, pending),
        arguments(pending, true, 160, SLOW, new Firing(160, NEVER)),
        arguments(pending, true, 161, SLOW, new Firing(161, NEVER)),
        arguments(pending, false, 159, SLOW, INACTIVE),
        arguments(pending, false, 160, SLOW, INACTIVE),
        arguments(pending, false, 161, SLOW, INACTIVE),
        arguments(firing, true, 200, SLOW, firing),
        arguments(firing, false, 200, SLOW, calming),
        arguments(firing, false, 200, AT_ONCE, INACTIVE),
        // keep-firing of 30 s from 200: due at 230
        arguments(calming, false, 229, SLOW, calming),
        arguments(calming, false, 230, SLOW, INACTIVE),
        arguments(calming, false, 231, SLOW, INACTIVE),
        arguments(calming, true, 229, SLOW, firing),
        arguments(calming, true, 230, SLOW, firing));
  }

  @Test
  void stateIsDueWhereItChangesWithoutANewVerdict() {
    List<AlertState> states =
        List.of(INACTIVE, new Pending(100), new Firing(100, NEVER), new Firing(100, 200));

    List<Long> due = states.stream().map(state -> state.nextDue(SLOW)).toList();

    assertThat(due).containsExactly(NEVER, 160L, NEVER, 230L);
  }

  @Test
  void stateTellsTheLastVerdict() {
    List<AlertState> states =
        List.of(INACTIVE, new Pending(100), new Firing(100, NEVER), new Firing(100, 200));

    List<Boolean> held = states.stream().map(AlertState::held).toList();

    assertThat(held).containsExactly(false, true, true, false);
  }

  @Test
  void tremblingAtTheLineIsOneAlert() {
    // ten ticks over the line, ten below, until 199: the last tick over it is 189
    List<String> changes = changes(new Guards(0, 30, 0), t -> t < 200 && t % 20 < 10);

    assertThat(changes).containsExactly("0 firing", "220 resolved");
  }

  @Test
  void tremblingWithoutKeepFiringIsAnAlertEachTime() {
    List<String> changes = changes(AT_ONCE, t -> t < 40 && t % 20 < 10);

    assertThat(changes).containsExactly("0 firing", "10 resolved", "20 firing", "30 resolved");
  }

  @Test
  void oneTickBelowTheLineBeginsAlertAfterAnew() {
    // holds in [0, 60), and from 61 on: 60 s of it are over at 121, not at 60
    List<String> changes = changes(SLOW, t -> t != 60);

    assertThat(changes).containsExactly("121 firing");
  }

  @Test
  void oneTickOverTheLineBeginsKeepFiringAnew() {
    // holds at 0 and at 30, the tick at which it would have been calm for 29 s
    List<String> changes = changes(new Guards(0, 30, 0), t -> t == 0 || t == 30);

    assertThat(changes).containsExactly("0 firing", "61 resolved");
  }

  private static List<String> changes(Guards guards, LongPredicate holds) {
    List<String> changes = new ArrayList<>();
    AlertState[] state = {INACTIVE};
    LongStream.range(0, 300)
        .forEach(
            tick -> {
              AlertState next = state[0].next(holds.test(tick), tick, guards);
              if (next instanceof Firing != state[0] instanceof Firing) {
                changes.add(tick + (next instanceof Firing ? " firing" : " resolved"));
              }
              state[0] = next;
            });
    return changes;
  }
}
