package dev.slostreams.systems;

import static dev.slostreams.testing.SystemRun.firing;
import static dev.slostreams.testing.SystemRun.resolved;
import static dev.slostreams.testing.SystemRun.tier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.SystemRun;
import dev.slostreams.testing.SystemRun.Play;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The payment service on a good and on a bad day. Expected times follow from {@code telemetry.txt};
 * {@link VolleyTest} says how. There are 1,800 payments an hour, so that a burn rate of 1, 2, 10
 * over an hour is passed with more than 9, 18, 90 bad ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentsTest {

  private static final String DATABASE = "dependencies{dependency=\"database\"}";
  private static final String RISK = "dependencies{dependency=\"risk\"}";
  private static final String ACQUIRER = "dependencies{dependency=\"acquirer\"}";
  private static final int HOUR = 3_600;

  private SystemRun healthy;
  private SystemRun failing;

  @BeforeAll
  void play() {
    healthy = SystemRun.of(Play.healthy("payments"));
    failing = SystemRun.of(Play.failing("payments"));
  }

  @Test
  void healthyDayTellsNothingAndCountsAll() {
    assertThat(healthy.alerted()).isEmpty();
    assertThat(healthy.summary().invalid() + healthy.summary().malformed()).isZero();
    assertThat(healthy.bad("payments-30d")).isEqualTo("0/43200");
    assertThat(healthy.bad("payments-24h")).isEqualTo("0/43200");
    // the last tick is 86,399; the windows begin with the minutes 64,740 and 82,740
    assertThat(healthy.bad("payments-6h")).isEqualTo("0/10830");
    assertThat(healthy.bad("payments-1h")).isEqualTo("0/1830");
    assertThat(healthy.bad("journeys")).isEqualTo("0/1440");
    assertThat(healthy.bad(DATABASE)).isEqualTo("0/17280");
    assertThat(healthy.bad(RISK)).isEqualTo("0/17280");
    assertThat(healthy.bad(ACQUIRER)).isEqualTo("0/17280");
  }

  @Test
  void journeysRunInEachSlice() {
    assertThat(healthy.bad("journeys-run")).isEqualTo("0/286"); // without that of the birth
    assertThat(failing.bad("journeys-run")).isEqualTo("2/286");
    assertThat(failing.alerts("journeys-run")).isEmpty();
  }

  @Test
  void requestsAreCountedNotAveraged() {
    // 120 wrong ones that were answered 200 and fast, 540 slow ones, 7,200 failed ones; 450 did not
    // come
    assertThat(failing.bad("payments-30d")).isEqualTo("7860/42750");
    assertThat(failing.bad("payments-24h")).isEqualTo("7860/42750");
  }

  @Test
  void alertsComeByHowFastItBurnsAndHowLong() {
    int wrong = 6 * HOUR;
    int slow = 12 * HOUR + 120;
    int slowEnd = 12 * HOUR + 1_200;
    int outage = 16 * HOUR;
    int outageEnd = 20 * HOUR;

    assertThat(failing.alerts("payments-30d"))
        .containsExactly(
            // every tenth is bad: the 10th, 19th and 91st come at 198, 378 and 1,818 s
            firing("breach", wrong + 199 + 300),
            firing("early-warning", wrong + 379 + 600),
            firing("critical", wrong + 1_819 + 300),
            // the 30th, 102nd and 111th have left the hour with their ten seconds
            resolved("critical", wrong + 600 + HOUR + 30),
            resolved("early-warning", wrong + 2_040 + HOUR + 30),
            resolved("breach", wrong + 2_220 + HOUR + 30),
            // every one is bad: the 10th, 19th and 91st come at 18, 36 and 180 s
            firing("breach", slow + 19 + 300),
            firing("critical", slow + 181 + 300),
            firing("early-warning", slow + 37 + 600),
            // half of the seconds that are left of it: 90, 18 and 9
            resolved("critical", slowEnd - 180 + HOUR + 30),
            resolved("early-warning", slowEnd - 36 + HOUR + 30),
            resolved("breach", slowEnd - 18 + HOUR + 30),
            firing("breach", outage + 19 + 300),
            firing("critical", outage + 181 + 300),
            firing("early-warning", outage + 37 + 600),
            resolved("critical", outageEnd - 180 + HOUR + 30),
            resolved("early-warning", outageEnd - 36 + HOUR + 30),
            resolved("breach", outageEnd - 18 + HOUR + 30));
  }

  @Test
  void tiersFollowTheBudget() {
    // the first tick t with bad · t >= share · 0.005 · total · 30 d, where in the outage
    // bad = 660 + (t − 57,600) / 2 and total = t / 2 − 450, both rounded up
    assertThat(failing.tiers("payments-30d").subList(0, 3))
        .containsExactly(
            tier("careful", "warn", 57_600 + 5_067), // 3,194 bad
            tier("guarded", "warn", 57_600 + 8_267), // 4,794 bad
            tier("frozen", "freeze", 57_600 + 10_189)); // 5,755 bad
    assertThat(failing.tiered()).containsExactly("payments-30d");
    assertThat(healthy.tiered()).isEmpty();
  }

  @Test
  void exceptionLiftsTheFreezeForItsTime() {
    List<String> tiers = failing.tiers("payments-30d");

    assertThat(tiers.subList(3, tiers.size()))
        .containsExactly(
            tier("frozen", "allow", 19 * HOUR), // by freeze-exception.yaml
            tier("spent", "allow", 57_600 + 11_471), // 6,396 bad; the exception is in force
            tier("spent", "freeze", 21 * HOUR)); // and expires by itself
  }

  @Test
  void brokenJourneyIsSeenWithinMinutesWhenNobodyBuys() {
    int broken = 9 * HOUR;
    int none = 10 * HOUR;

    assertThat(failing.alerts("journeys"))
        .containsExactly(
            firing("broken-journey", broken + 121), // 3 of 5
            resolved("broken-journey", broken + 900 + 121 + 30),
            firing("broken-journey-no-data", none - 60 + 300 + 1), // the last was at T0 − 60
            resolved("broken-journey-no-data", none + 600 + 1));
    assertThat(failing.bad("journeys")).isEqualTo("15/1430");
  }

  @Test
  void dependencyThatFailedFirstIsHeardOfFirst() {
    int database = 12 * HOUR;
    int end = database + 1_200;

    // 7 of 60 calls are more than a tenth
    assertThat(failing.alerts(DATABASE))
        .containsExactly(
            firing("dependency-failing", database + 31),
            resolved("dependency-failing", end - 35 + 300 + 1 + 30));
    assertThat(failing.alerts(RISK))
        .containsExactly(
            firing("dependency-failing", database + 120 + 31),
            resolved("dependency-failing", end - 35 + 300 + 1 + 30));
  }

  @Test
  void othersTellNothing() {
    assertThat(failing.alerted()).containsExactly(DATABASE, RISK, "journeys", "payments-30d");
  }
}
