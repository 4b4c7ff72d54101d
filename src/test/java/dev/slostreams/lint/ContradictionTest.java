package dev.slostreams.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.sli.ExpressionOutline;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparisons of one field that can, and that cannot hold together. */
class ContradictionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a == 'x' && a == 'y'",
        "a == 'x' && a != 'x'",
        "a in ['x', 'y'] && a in ['z']",
        "a == 5 && a < 5",
        "a == 5.0 && a != 5",
        "a > 5 && a < 5",
        "a >= 5 && a < 5",
        "a && !a",
        "a == 1 && (b == 2 && !(a == 1 || c))",
      })
  void cannotHold(String where) {
    assertThat(Contradiction.field(ExpressionOutline.of(where).required())).contains("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a == 'x' && b == 'y'",
        "a == 'x' || a == 'y'",
        "a in ['x', 'y'] && a in ['y']",
        "a != 'x' && a != 'y'",
        "a == 5 && a <= 5",
        "a >= 5 && a <= 5",
        "a > 4 && a < 5",
        "a == 'x' && a < 5",
        "a < 5 && a < 3",
        "a == b && a == c",
      })
  void canHold(String where) {
    assertThat(Contradiction.field(ExpressionOutline.of(where).required())).isEmpty();
  }
}
