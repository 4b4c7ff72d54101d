package dev.slostreams.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.DefinitionsId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlsTest {

  private static final DefinitionSet FIRST = set(DefinitionsId.BEGINNING, "a");
  private static final DefinitionSet SECOND = set(100, "b");
  private static final DefinitionSet THIRD = set(200, "c");

  private final Controls controls = new Controls(List.of(FIRST, SECOND, THIRD));

  private static DefinitionSet set(long from, String hash) {
    return new DefinitionSet(new DefinitionsId(from, hash), List.of(), List.of());
  }

  @Test
  void eachSecondIsCountedByOneSet() {
    assertThat(controls.inForceAt(-5)).isEqualTo(FIRST);
    assertThat(controls.inForceAt(99)).isEqualTo(FIRST);
    assertThat(controls.inForceAt(100)).isEqualTo(SECOND);
    assertThat(controls.inForceAt(199)).isEqualTo(SECOND);
    assertThat(controls.inForceAt(200)).isEqualTo(THIRD);
    assertThat(controls.until(FIRST.id())).isEqualTo(100);
    assertThat(controls.until(THIRD.id())).isEqualTo(Controls.NEVER);
  }

  @Test
  void aSetThatIsNotKnownYetIsNews() {
    assertThat(controls.isNews(new DefinitionsId(201, "d"))).isTrue();
    assertThat(controls.isNews(THIRD.id())).isFalse();
    assertThat(controls.after(new DefinitionsId(201, "d"))).isEmpty();
  }

  @Test
  void ofTwoSetsFromTheBeginningTheLastOneCounts() {
    Controls race = new Controls(List.of(FIRST, set(DefinitionsId.BEGINNING, "z")));

    assertThat(race.sets()).containsExactly(set(DefinitionsId.BEGINNING, "z"));
    assertThat(race.after(FIRST.id())).contains(set(DefinitionsId.BEGINNING, "z"));
  }
}
