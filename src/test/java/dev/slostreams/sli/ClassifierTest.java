package dev.slostreams.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.slo.FieldType;
import dev.slostreams.slo.Indicator.Part;
import dev.slostreams.slo.Op;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClassifierTest {

  @Test
  void eachSloIsToldWhatTheEventAddsToIt() {
    Slo checkout = SliSlos.good("service == 'checkout'", "status < 500", "region");
    Slo cart = SliSlos.good("service == 'cart'", "status < 500");
    Slo all = SliSlos.good("true", "status < 500");

    List<String> lines =
        Classified.of(
            Map.of("service", "checkout", "status", 503, "region", "eu"), checkout, cart, all);

    assertThat(lines).containsExactly("0 [eu] 0/1", "2 [] 0/1");
  }

  @Test
  void fieldsAreNamedOnceInTheOrderTheyAreFirstUsed() {
    Slo one = SliSlos.good("service == 'a'", "http.status < 500", "region");
    Slo two = SliSlos.good("service == 'b'", "duration_ms < 5.0");

    Classifier classifier = Classifier.of(Source.json("s", "t"), List.of(one, two));

    assertThat(classifier.fields().stream().map(Classifier.Field::path).toList())
        .containsExactly("service", "region", "http.status", "duration_ms");
  }

  @Test
  void invalidExpressionIsRefusedWithItsPlace() {
    Slo slo = SliSlos.good("true", "status <");

    assertThatThrownBy(() -> Classifier.of(Source.json("s", "t"), List.of(slo)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("SLO 'slo' good.where \"status <\": syntax error:");
  }

  @Nested
  class EvaluationOrder {

    @Test
    void falseTotalEndsItBeforeAnythingCanBeInvalid() {
      Slo slo = SliSlos.good("service == 'checkout'", "status < 500", "region");

      List<String> lines = Classified.of(Map.of("service", "cart"), slo);

      assertThat(lines).isEmpty();
    }

    @Test
    void groupByIsAskedBeforeGood() {
      Slo slo = SliSlos.good("true", "status < 500", "region");

      List<String> lines = Classified.of(Map.of(), slo);

      assertThat(lines)
          .containsExactly("0 missing_field: groupBy \"region\": field 'region' is missing");
    }

    @Test
    void falsePartNeedsNoWeight() {
      Slo slo = SliSlos.weighted(Part.GOOD, "requests", "status < 500", "good_requests");

      List<String> lines = Classified.of(Map.of("requests", 7, "status", 500), slo);

      assertThat(lines).containsExactly("0 [] 0/7");
    }

    @Test
    void oneInvalidSloLeavesTheOthersAlone() {
      Slo first = SliSlos.good("true", "status < 500");
      Slo second = SliSlos.good("true", "ok");

      List<String> lines = Classified.of(Map.of("ok", true), first, second);

      assertThat(lines)
          .containsExactly(
              "0 missing_field: good.where \"status < 500\": field 'status' is missing",
              "1 [] 1/1");
    }
  }

  @Nested
  class Weights {

    @Test
    void goodGrowsByItsOwnWeight() {
      Slo slo = SliSlos.weighted(Part.GOOD, "requests", "true", "requests - failed");

      List<String> lines = Classified.of(Map.of("requests", 100, "failed", 3), slo);

      assertThat(lines).containsExactly("0 [] 97/100");
    }

    @Test
    void badIsTakenFromTotal() {
      Slo slo = SliSlos.weighted(Part.BAD, "requests", "true", "failed");

      List<String> lines = Classified.of(Map.of("requests", 100, "failed", 3), slo);

      assertThat(lines).containsExactly("0 [] 97/100");
    }

    @Test
    void partWithoutBadEventsIsAllGood() {
      Slo slo = SliSlos.weighted(Part.BAD, "requests", "status >= 500", "requests");

      List<String> lines = Classified.of(Map.of("requests", 4, "status", 200), slo);

      assertThat(lines).containsExactly("0 [] 4/4");
    }

    @Test
    void wholeDoubleIsAWeight() {
      Slo slo = SliSlos.weighted(Part.GOOD, "requests", "true", "requests");

      List<String> lines = Classified.of(Map.of("requests", 5.0), slo);

      assertThat(lines).containsExactly("0 [] 5/5");
    }

    @Test
    void weightZeroCountsNothingButIsValid() {
      Slo slo = SliSlos.weighted(Part.GOOD, "requests", "true", "requests");

      List<String> lines = Classified.of(Map.of("requests", 0), slo);

      assertThat(lines).containsExactly("0 [] 0/0");
    }

    @Test
    void fractionsNegativesAndMoreThanABillionThousandAreInvalid() {
      Slo slo = SliSlos.weighted(Part.GOOD, "requests", "true", "requests");
      String rule =
          "0 weight: total.weight \"requests\": must be a whole number from 0 to 1000000000000, "
              + "but was not on this event";

      List<List<String>> lines =
          List.of(
              Classified.of(Map.of("requests", 1.5), slo),
              Classified.of(Map.of("requests", -1), slo),
              Classified.of(Map.of("requests", 1_000_000_000_001L), slo),
              Classified.of(Map.of("requests", 1_000_000_000_000L), slo));

      assertThat(lines)
          .containsExactly(
              List.of(rule),
              List.of(rule),
              List.of(rule),
              List.of("0 [] 1000000000000/1000000000000"));
    }

    @Test
    void textIsNoWeight() {
      Slo slo = SliSlos.weighted(Part.GOOD, "requests", "true", "requests");

      List<String> lines = Classified.of(Map.of("requests", "5"), slo);

      assertThat(lines)
          .containsExactly(
              "0 wrong_type: total.weight \"requests\": "
                  + "must be a number, but field 'requests' is string");
    }

    @Test
    void goodAboveTotalIsInvalid() {
      Slo slo = SliSlos.weighted(Part.GOOD, "requests", "true", "ok");

      List<String> lines = Classified.of(Map.of("requests", 5, "ok", 6), slo);

      assertThat(lines)
          .containsExactly(
              "0 good_above_total: good.weight \"ok\": must not be above total's weight, but is");
    }

    @Test
    void badAboveTotalIsInvalid() {
      Slo slo = SliSlos.weighted(Part.BAD, "requests", "true", "failed");

      List<String> lines = Classified.of(Map.of("requests", 5, "failed", 6), slo);

      assertThat(lines)
          .containsExactly(
              "0 good_above_total: bad.weight \"failed\": "
                  + "must not be above total's weight, but is");
    }
  }

  @Nested
  class Thresholds {

    @Test
    void valueAtTheLimitIsGoodOnlyWhereTheOperatorIncludesIt() {
      Slo lt = SliSlos.threshold("ms", Op.LT, "200");
      Slo lte = SliSlos.threshold("ms", Op.LTE, "200");
      Slo gt = SliSlos.threshold("ms", Op.GT, "200.0");
      Slo gte = SliSlos.threshold("ms", Op.GTE, "200.0");

      List<String> lines = Classified.of(Map.of("ms", 200), lt, lte, gt, gte);

      assertThat(lines).containsExactly("0 [] 0/1", "1 [] 1/1", "2 [] 0/1", "3 [] 1/1");
    }

    @Test
    void textIsNoValue() {
      Slo slo = SliSlos.threshold("ms", Op.LT, "200");

      List<String> lines = Classified.of(Map.of("ms", "12"), slo);

      assertThat(lines)
          .containsExactly(
              "0 wrong_type: value \"ms\": must be a number, but field 'ms' is string");
    }

    @Test
    void resultThatIsNoNumberIsInvalid() {
      Slo slo = SliSlos.threshold("a / b", Op.LT, "200");

      List<String> lines = Classified.of(Map.of("a", 0.0, "b", 0.0), slo);

      assertThat(lines)
          .containsExactly("0 evaluation: value \"a / b\": the result is not a number (NaN)");
    }
  }

  @Nested
  class Groups {

    @Test
    void valuesOfAllTypesAreWrittenAsText() {
      Slo slo = SliSlos.good("true", "true", "a", "b", "c", "d", "e");

      List<String> lines =
          Classified.of(Map.of("a", "x", "b", 7, "c", true, "d", 200.0, "e", 0.5), slo);

      assertThat(lines).containsExactly("0 [x, 7, true, 200, 0.5] 1/1");
    }

    @Test
    void nullIsNoLabel() {
      Slo slo = SliSlos.good("true", "true", "region");
      Map<String, Object> event = new HashMap<>();
      event.put("region", null);

      List<String> lines = Classified.of(event, slo);

      assertThat(lines)
          .containsExactly(
              "0 wrong_type: groupBy \"region\": "
                  + "must be a string, number or bool, but field 'region' is null");
    }

    @Test
    void longValueIsCutAndEndsInAHashOfTheWhole() {
      Slo slo = SliSlos.good("true", "true", "path");
      String path = "p".repeat(300);

      List<String> lines = Classified.of(Map.of("path", path), slo);

      assertThat(lines)
          .containsExactly("0 [" + "p".repeat(223) + "~b78eba82ef03848475c779efd2e1ebdb] 1/1");
    }

    @Test
    void longValuesThatDifferAtTheirEndsAreDifferentSeries() {
      Slo slo = SliSlos.good("true", "true", "path");
      String start = "p".repeat(10_240);

      // "Aa" and "BB" have the same String.hashCode, and so have texts that end in them
      List<String> lines = Classified.of(Map.of("path", start + "Aa"), slo);
      List<String> others = Classified.of(Map.of("path", start + "BB"), slo);

      assertThat(lines.get(0)).hasSize("0 [] 1/1".length() + 256).isNotEqualTo(others.get(0));
    }

    @Test
    void halvesOfCharactersAreReplacedAndStayDifferentSeries() {
      Slo slo = SliSlos.good("true", "true", "path");

      List<String> high = Classified.of(Map.of("path", "a\ud83d"), slo);
      List<String> low = Classified.of(Map.of("path", "a\ude00"), slo);
      List<String> whole = Classified.of(Map.of("path", "a\ud83d\ude00"), slo);

      assertThat(high.get(0)).matches("0 \\[a\ufffd~[0-9a-f]{32}] 1/1").isNotEqualTo(low.get(0));
      assertThat(low.get(0)).matches("0 \\[a\ufffd~[0-9a-f]{32}] 1/1");
      assertThat(whole).containsExactly("0 [a\ud83d\ude00] 1/1");
    }
  }

  @Nested
  class DeclaredFields {

    private static final Map<String, FieldType> DECLARED =
        Map.of("status", FieldType.INT, "ms", FieldType.DOUBLE, "service", FieldType.STRING);

    @Test
    void numbersReadAsTheDeclaredType() {
      Slo slo = SliSlos.good("status / 100 == 2", "ms * 2.0 <= 24.0");

      List<String> lines = Classified.of(Map.of("status", 200.0, "ms", 12), DECLARED, slo);

      assertThat(lines).containsExactly("0 [] 1/1");
    }

    @Test
    void anotherTypeMakesTheEventInvalid() {
      Slo slo = SliSlos.good("status < 500", "service == 'a'");

      List<List<String>> lines =
          List.of(
              Classified.of(Map.of("status", "200", "service", "a"), DECLARED, slo),
              Classified.of(Map.of("status", 200.5, "service", "a"), DECLARED, slo),
              Classified.of(Map.of("status", 200, "service", 1), DECLARED, slo));

      assertThat(lines)
          .containsExactly(
              List.of(
                  "0 wrong_type: total.where \"status < 500\": "
                      + "field 'status' must be int as declared, but is string"),
              List.of(
                  "0 wrong_type: total.where \"status < 500\": "
                      + "field 'status' must be int as declared, but is double"),
              List.of(
                  "0 wrong_type: good.where \"service == 'a'\": "
                      + "field 'service' must be string as declared, but is int"));
    }
  }
}
