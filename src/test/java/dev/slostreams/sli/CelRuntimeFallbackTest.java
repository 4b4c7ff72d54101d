package dev.slostreams.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.slo.Slo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no closure covers is evaluated by CEL's own runtime, with the same outcome for the SLO. */
class CelRuntimeFallbackTest {

  @Test
  void listsThatMultiplyBeyondMeasureMakeTheEventInvalid() {
    List<Long> list = Collections.nCopies(1_000, 1L);
    Slo slo = SliSlos.good("true", "l.all(a, l.all(b, a == b))");

    List<String> lines = Classified.of(Map.of("l", list), slo);

    assertThat(lines).singleElement().asString().startsWith("0 evaluation: ");
  }

  @Test
  void macrosOverNestedValuesWork() {
    Map<String, Object> event =
        Map.of("tags", List.of("a", "b"), "m", Map.of("k", 2L), "weights", List.of(1L, 2.0));

    List<String> lines =
        Classified.of(
            event,
            SliSlos.good("tags.exists(t, t == 'b')", "m['k'] == 2"),
            SliSlos.good("'z' in tags", "true"),
            SliSlos.good("tags[0] == 'a'", "weights.all(w, w > 1)"));

    assertThat(lines).containsExactly("0 [] 1/1", "2 [] 0/1");
  }

  @Test
  void missingFieldIsNamed() {
    List<String> lines = Classified.of(Map.of(), SliSlos.good("tags.exists(t, t == 'b')", "true"));

    assertThat(lines)
        .containsExactly(
            "0 missing_field: total.where \"tags.exists(t, t == 'b')\": field 'tags' is missing");
  }

  @Test
  void failureOfTheRuntimeIsTold() {
    List<String> lines = Classified.of(Map.of("at", "noon"), SliSlos.good("[1][5] == 1", "true"));

    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("0 evaluation: total.where \"[1][5] == 1\": ");
  }

  @Test
  void unsignedNumbersCountAsNumbers() {
    List<String> lines =
        Classified.of(
            Map.of("requests", 7L),
            SliSlos.weighted(
                dev.slostreams.slo.Indicator.Part.GOOD, "uint(requests)", "true", "5u"));

    assertThat(lines).containsExactly("0 [] 5/7");
  }

  @Test
  void presenceIsSeenBesideAMacro() {
    String where = "has(http.route) && [1].all(n, n == 1)";

    List<List<String>> lines =
        List.of(
            Classified.of(Map.of("http.route", "/"), SliSlos.good(where, "true")),
            Classified.of(Map.of(), SliSlos.good(where, "true")));

    assertThat(lines).containsExactly(List.of("0 [] 1/1"), List.of());
  }
}
