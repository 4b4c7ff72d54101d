package dev.slostreams.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {

  private static final SloId CHECKOUT = SloId.of("checkout");

  @Test
  void idIsTheSloAndItsLabels() {
    assertThat(SeriesKey.of(CHECKOUT).id()).isEqualTo("checkout");
    assertThat(SeriesKey.of(new SloId("checkout", "fast")).id()).isEqualTo("checkout/fast");
    assertThat(key("eu-1", "card").id()).isEqualTo("checkout{region=\"eu-1\",method=\"card\"}");
  }

  @Test
  void quotesAndBackslashesAreEscaped() {
    assertThat(key("a\"b", "c\\d").id()).isEqualTo("checkout{region=\"a\\\"b\",method=\"c\\\\d\"}");
  }

  @Test
  void controlCharactersStandAsTheirNumbers() {
    assertThat(key("a\nb", "\0\u001b[31m\u0085").id())
        .isEqualTo("checkout{region=\"a\\u000ab\",method=\"\\u0000\\u001b[31m\\u0085\"}");
  }

  @Test
  void valueThatLooksLikeTwoLabelsIsAnotherSeries() {
    SeriesKey one = SeriesKey.of(CHECKOUT, List.of("region"), List.of("a\",method=\"b"));

    assertThat(one.id()).isNotEqualTo(key("a", "b").id());
  }

  @Test
  void everyPairOfValuesHasAnIdOfItsOwn() {
    List<String> values = textsOf("\"\\,=\nu", 3); // what the id is made of, in every order

    Set<String> ids = new HashSet<>();
    for (String region : values) {
      for (String method : values) {
        ids.add(key(region, method).id());
      }
    }

    assertThat(ids).hasSize(values.size() * values.size());
  }

  @Test
  void orderIsBySloThenById() {
    SeriesKey first = SeriesKey.of(SloId.of("basket"), List.of("region"), List.of("z"));
    SeriesKey second = key("a", "b");
    SeriesKey third = key("a", "c");

    assertThat(List.of(third, first, second).stream().sorted())
        .containsExactly(first, second, third);
  }

  @Test
  void otherHasOtherInEveryLabel() {
    SeriesKey other = key("eu-1", "card").other();

    assertThat(other).isEqualTo(key("__other__", "__other__"));
    assertThat(other.isOther()).isTrue();
    assertThat(key("__other__", "card").isOther()).isFalse();
    assertThat(SeriesKey.of(CHECKOUT).isOther()).isFalse();
  }

  @Test
  void everyLabelNeedsAValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeriesKey.of(CHECKOUT, List.of("region", "method"), List.of("eu-1")))
        .withMessage("series of 'checkout': needs 2 values, but got 1");
  }

  private static SeriesKey key(String region, String method) {
    return SeriesKey.of(CHECKOUT, List.of("region", "method"), List.of(region, method));
  }

  private static List<String> textsOf(String letters, int longest) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int from = 0, length = 0; length < longest; length++) {
      int to = texts.size();
      for (; from < to; from++) {
        for (char letter : letters.toCharArray()) {
          texts.add(texts.get(from) + letter);
        }
      }
    }
    return texts;
  }
}
