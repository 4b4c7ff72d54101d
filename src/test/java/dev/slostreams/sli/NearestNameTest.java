package dev.slostreams.sli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  private static final List<String> KNOWN = List.of("region", "route", "status");

  @ParameterizedTest
  @CsvSource({
    "regoin, region",
    "Region, region",
    "statuss, status",
    "rout, route",
    "'', ''",
    "zone, ''"
  })
  void nameWithinAThirdOfItsLettersIsSuggested(String written, String meant) {
    String suggestion = NearestName.of(written, KNOWN).orElse("");

    assertThat(suggestion).isEqualTo(meant);
  }
}
