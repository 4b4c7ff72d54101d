package dev.slostreams.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SilencesTest {

  private final Silences silences = new Silences();

  @Test
  void longestIsThatOfTheSeriesThatWaitsLongest() {
    silences.hear("a", 10_000, 11_200);
    silences.hear("b", 10_000, 11_300);
    silences.hear("a", 11_000, 12_200);
    silences.hear("b", 14_000, 15_300);

    assertEquals(4_000, silences.takeLongestMs());
  }

  @Test
  void sameTickAgainIsNoNewEvaluation() {
    silences.hear("a", 10_000, 11_000);
    silences.hear("a", 10_000, 14_000);
    silences.hear("a", 11_000, 16_000);

    assertEquals(5_000, silences.takeLongestMs());
  }

  @Test
  void longestCountsFromWhenItWasLastTaken() {
    silences.hear("a", 10_000, 11_000);
    silences.hear("a", 15_000, 16_000);
    silences.takeLongestMs();
    silences.hear("a", 16_000, 17_000);

    assertEquals(1_000, silences.takeLongestMs());
  }

  @Test
  void firstRecordEndsNoSilence() {
    silences.hear("a", 10_000, 11_000);

    assertEquals(0, silences.takeLongestMs());
    assertEquals(Set.of("a"), silences.known());
  }

  @Test
  void allAreAfterAMomentOnceTheLastOneIs() {
    silences.hear("a", 11_000, 12_000);
    silences.hear("b", 10_000, 12_000);

    assertFalse(silences.allAfter(10_000));

    silences.hear("b", 11_000, 13_000);

    assertTrue(silences.allAfter(10_000));
  }
}
