package dev.slostreams.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AlertTimeTest {

  private static final long DISORDER_MS = 1_000;

  /** Sent at 10.300 s: tick 11 at the earliest, complete at 12.000 with a disorder of 1 s. */
  private static AlertTime alert(long tickMs) {
    return new AlertTime(10_300, tickMs, 12_140, 12_260);
  }

  @Test
  void partsAddUpToTheWhole() {
    AlertTime alert = alert(11_000);

    assertEquals(700, alert.untilTick());
    assertEquals(140, alert.untilJudged(DISORDER_MS));
    assertEquals(120, alert.untilRead());
    assertEquals(1_960, alert.whole());
    assertEquals(700 + DISORDER_MS + 140 + 120, alert.whole());
  }

  @Test
  void beyondIsWhatIsNeitherTickNorDisorder() {
    assertEquals(260, alert(11_000).beyond(DISORDER_MS));
  }

  @Test
  void firstTickIsTheEndOfItsSecond() {
    assertTrue(alert(11_000).isAtFirstTick());
    assertFalse(alert(12_000).isAtFirstTick());
    assertTrue(new AlertTime(10_000, 11_000, 12_000, 12_000).isAtFirstTick());
  }
}
