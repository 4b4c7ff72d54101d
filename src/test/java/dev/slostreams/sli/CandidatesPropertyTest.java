package dev.slostreams.sli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.sli.Candidates.Candidate;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** SLOs that are told apart by a field are told what each of them would be told alone. */
class CandidatesPropertyTest {

  @Property(tries = 3_000, maxDiscardRatio = 20, edgeCases = EdgeCasesMode.NONE)
  void togetherIsAsEachAlone(
      @ForAll("wheres") List<String> wheres, @ForAll("events") Map<String, Object> event) {
    List<Slo> slos = wheres.stream().map(where -> SliSlos.good(where, "b == 1")).toList();
    Assume.that(wheres.stream().allMatch(CandidatesPropertyTest::isBool));
    List<String> alone = new ArrayList<>();
    for (int i = 0; i < slos.size(); i++) {
      String place = Integer.toString(i);
      Classified.of(event, slos.get(i)).forEach(line -> alone.add(place + line.substring(1)));
    }

    List<String> together = Classified.of(event, slos.toArray(Slo[]::new));

    assertThat(together).isEqualTo(alone);
  }

  @Example
  void sloOfAnotherTextIsNotAskedAndOneThatAsksForNothingElseNeedsNoAsking() {
    List<String> wheres =
        List.of(
            "a == 'x' && b == 1",
            "b == 1 && a in ['x', 'y']",
            "b == 1 || a == 'z'",
            "a in ['x', 'z']");
    SloClassifier[] slos = new SloClassifier[wheres.size()];
    ClassifierBuild build = new ClassifierBuild(Source.json("s", "t"));
    for (int i = 0; i < slos.length; i++) {
      slos[i] = build.classifier(i, SliSlos.good(wheres.get(i), "true"));
    }
    Candidates candidates = Candidates.of(slos, wheres, build::slot);
    Function<Map<String, Object>, Candidate[]> of =
        event -> candidates.of(Classified.event(event, build.fields()));
    Candidate[] asked =
        Arrays.stream(slos).map(slo -> new Candidate(slo, false)).toArray(Candidate[]::new);
    Candidate last = new Candidate(slos[3], true);

    assertThat(of.apply(Map.of("a", "x"))).containsExactly(asked[0], asked[1], asked[2], last);
    assertThat(of.apply(Map.of("a", "y"))).containsExactly(asked[1], asked[2]);
    assertThat(of.apply(Map.of("a", "z"))).containsExactly(asked[2], last);
    assertThat(of.apply(Map.of("a", 1))).containsExactly(asked);
    assertThat(of.apply(Map.of("b", 1))).containsExactly(asked);
  }

  @Provide
  Arbitrary<List<String>> wheres() {
    Arbitrary<String> test =
        Arbitraries.of(
            "a == 'x'",
            "'xyz' == a",
            "a in ['x', '12']",
            "a != 'x'",
            "a == 1",
            "c == 'x'",
            "a < 3");
    Arbitrary<String> rest = ExpressionTexts.expressions(1);
    Arbitrary<String> where =
        Arbitraries.oneOf(
            test,
            rest,
            Combinators.combine(test, rest).as((t, r) -> t + " && " + r),
            Combinators.combine(rest, test).as((r, t) -> r + " && " + t),
            Combinators.combine(test, rest, test).as((t, r, u) -> t + " && " + r + " && " + u),
            Combinators.combine(test, test, rest).as((t, u, r) -> t + " && " + u + " && " + r),
            Combinators.combine(test, rest).as((t, r) -> t + " || " + r),
            Combinators.combine(rest, test).as((r, t) -> "!(" + t + ") && " + r));
    return where.list().ofMinSize(2).ofMaxSize(5);
  }

  @Provide
  Arbitrary<Map<String, Object>> events() {
    return ExpressionTexts.events();
  }

  private static boolean isBool(String where) {
    return ExpressionCheck.problem(where, ExpressionCheck.Result.BOOL, Map.of()).isEmpty();
  }
}
