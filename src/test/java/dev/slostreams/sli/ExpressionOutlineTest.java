package dev.slostreams.sli;

import static dev.slostreams.sli.FieldTest.Relation.GTE;
import static dev.slostreams.sli.FieldTest.Relation.IN;
import static dev.slostreams.sli.FieldTest.Relation.LT;
import static dev.slostreams.sli.FieldTest.Relation.NOT_IN;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an expression requires of single fields. */
class ExpressionOutlineTest {

  @Test
  void conjunctionRequiresEachPart() {
    ExpressionOutline outline =
        ExpressionOutline.of("service == 'cart' && (500 > http.status && !failed)");

    assertThat(outline.required())
        .containsExactly(
            new FieldTest("service", IN, List.of("cart")),
            new FieldTest("http.status", LT, List.of(new BigDecimal("500"))),
            new FieldTest("failed", IN, List.of(false)));
    assertThat(outline.fields()).containsExactlyInAnyOrder("service", "http.status", "failed");
  }

  @Test
  void alternativesRequireNothing() {
    ExpressionOutline outline = ExpressionOutline.of("a == 1 || b == 2");

    assertThat(outline.required()).isEmpty();
    assertThat(outline.tests()).hasSize(2);
  }

  @Test
  void negationTurnsAlternativesIntoRequirements() {
    ExpressionOutline outline = ExpressionOutline.of("!(a in ['x', 'y'] || b < 2)");

    assertThat(outline.required())
        .containsExactly(
            new FieldTest("a", NOT_IN, List.of("x", "y")),
            new FieldTest("b", GTE, List.of(new BigDecimal("2"))));
  }

  @Test
  void whatIsAskedForByPresenceIsAFieldToo() {
    ExpressionOutline outline =
        ExpressionOutline.of("has(http.status) ? size(path) > 1 : a.b == c");

    assertThat(outline.fields()).containsExactlyInAnyOrder("http.status", "path", "a.b", "c");
    assertThat(outline.tests()).isEmpty();
  }
}
