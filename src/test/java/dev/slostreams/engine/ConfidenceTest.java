package dev.slostreams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.alert.Transition;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.AlertPolicy.Guards;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.LedgerScripts;
import dev.slostreams.testing.Slos;
import dev.slostreams.window.Counts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ten requests an hour at 99.9 %, with the policies of the workbook (semantics.md §6). */
class ConfidenceTest {

  private static final long START = LedgerScripts.EPOCH;
  private static final long EVERY = 360; // ten an hour
  private static final long FAILURE = START + 4 * Slos.DAY;

  @Test
  void oneFailurePagesWithoutAConfidence() {
    assertThat(firing(plain(), 1)).contains("page-fast");
  }

  @Test
  void oneFailurePagesNobodyWithAConfidence() {
    assertThat(firing(confident("0.95"), 1)).isEmpty();
  }

  @Test
  void realOutageStillPages() {
    assertThat(firing(confident("0.95"), 10)).contains("page-fast", "page-slow");
  }

  /* At the second failure the bound over the hour is 0.0437 (Newcombe's formula, 2 of 10), far over
   * 14.4 · 0.001; the short window holds the second failure alone, whose bound is 0.0728. */
  @Test
  void secondFailureInARowIsOverTheLine() {
    List<Transition> transitions = play(confident("0.95"), 10);

    assertThat(transitions.get(0).alert()).isEqualTo("page-fast");
    assertThat(transitions.get(0).at()).isEqualTo(FAILURE + EVERY + 1);
  }

  @Test
  void conditionsFromBelowAreNotTouched() {
    AlertPolicy quiet = Slos.policy("quiet", "ticket", Slos.burn(Op.LT, "1", Slos.HOUR));

    List<String> withConfidence = firing(new AlertPolicy[] {guarded(quiet, "0.95")}, 1);

    assertThat(withConfidence).containsExactly("quiet", "quiet");
  }

  private static AlertPolicy[] plain() {
    return Slos.workbook();
  }

  private static AlertPolicy[] confident(String confidence) {
    return Stream.of(Slos.workbook())
        .map(policy -> guarded(policy, confidence))
        .toArray(AlertPolicy[]::new);
  }

  private static AlertPolicy guarded(AlertPolicy policy, String confidence) {
    return Slos.withGuards(policy, new Guards(0, 30, 0, new BigDecimal(confidence)));
  }

  private static List<String> firing(AlertPolicy[] policies, int failures) {
    return play(policies, failures).stream()
        .filter(transition -> transition.change() == Transition.Change.FIRING)
        .map(Transition::alert)
        .toList();
  }

  /** Good requests for four days, then these failures, then good ones again. */
  private static List<Transition> play(AlertPolicy[] policies, int failures) {
    Slo slo = Slos.with(Slos.availability(), policies);
    Ledger ledger = new Ledger(List.of(slo), 1);
    List<Transition> transitions = new ArrayList<>();
    long bad = failures * EVERY;
    for (long second = START; second < FAILURE + Slos.DAY; second += EVERY) {
      boolean fails = second >= FAILURE && second < FAILURE + bad;
      ledger.record(SeriesKey.of(slo.id()), second, new Counts(fails ? 0 : 1, 1));
      transitions.addAll(ledger.advanceTo(second + EVERY, false));
    }
    return transitions;
  }
}
