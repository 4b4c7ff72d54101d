package dev.slostreams.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookbackWindowTest {

  /* semantics.md §2: 1 s up to 10 min, 10 s up to 2 h, 60 s above. */
  @ParameterizedTest
  @CsvSource({"1, 1", "600, 1", "601, 10", "7200, 10", "7201, 60", "2592000, 60"})
  void stepFollowsTheLength(long seconds, int step) {
    assertThat(new LookbackWindow(seconds).stepSeconds()).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1s",
    "59, 59s",
    "60, 1m",
    "90, 90s",
    "300, 5m",
    "3599, 3599s",
    "3600, 1h",
    "5400, 90m",
    "21600, 6h",
    "86400, 1d",
    "90000, 25h",
    "259200, 3d"
  })
  void labelIsInTheLargestUnitThatDividesIt(long seconds, String label) {
    assertThat(new LookbackWindow(seconds).label()).isEqualTo(label);
  }

  @Test
  void windowWithoutLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LookbackWindow(0))
        .withMessage("lookbackWindow: must be above 0 s, but was 0");
  }
}
