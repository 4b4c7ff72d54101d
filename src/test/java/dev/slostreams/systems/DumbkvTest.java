package dev.slostreams.systems;

import static dev.slostreams.testing.SystemRun.firing;
import static dev.slostreams.testing.SystemRun.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.SystemRun;
import dev.slostreams.testing.SystemRun.Play;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The key-value service on a good and on a bad day. Expected times follow from {@code
 * telemetry.txt}; {@link VolleyTest} says how. It gets 43,200 + 288 + 24 requests a day.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DumbkvTest {

  private static final String MOUNT = "storage{op=\"mount\"}";
  private static final String WRITE = "storage{op=\"write\"}";
  private static final int HOUR = 3_600;

  private SystemRun healthy;
  private SystemRun failing;

  @BeforeAll
  void play() {
    healthy = SystemRun.of(Play.healthy("dumbkv"));
    failing = SystemRun.of(Play.failing("dumbkv"));
  }

  @Test
  void healthyDayTellsNothingAndCountsAll() {
    assertThat(healthy.alerted()).isEmpty();
    assertThat(healthy.summary().invalid() + healthy.summary().malformed()).isZero();
    assertThat(healthy.bad("availability")).isEqualTo("24/43512"); // a missing key each hour
    assertThat(healthy.bad("latency-p95")).isEqualTo("0/43512");
    assertThat(healthy.bad("latency-p99")).isEqualTo("0/43512");
    assertThat(healthy.bad("ingress-success")).isEqualTo("0/17280");
    assertThat(healthy.bad(MOUNT)).isEqualTo("0/5760");
    assertThat(healthy.bad(WRITE)).isEqualTo("0/5760");
  }

  @Test
  void healthyMonthIsSpentByNothing() {
    assertThat(healthy.bad("error-rate")).isEqualTo("0/43512");
    assertThat(healthy.bad("server-errors")).isEqualTo("0/43512");
    assertThat(healthy.bad("combined")).isEqualTo("0/43512");
  }

  @Test
  void noRestartIsGood() {
    assertThat(healthy.bad("restarts")).isEqualTo("0/142"); // whole slices but that of the birth
  }

  @Test
  void badDayIsCounted() {
    assertThat(failing.bad("availability")).isEqualTo("54/43512"); // and 600/20 errors
    assertThat(failing.bad("latency-p95")).isEqualTo("45/43512"); // 450/10 slow ones
    assertThat(failing.bad("latency-p99")).isEqualTo("45/43512");
    assertThat(failing.bad("ingress-success")).isEqualTo("12/17280"); // 120/10
  }

  @Test
  void combinedBudgetPaysForErrorsAndForSlowRequests() {
    assertThat(failing.bad("error-rate")).isEqualTo("30/43512");
    assertThat(failing.bad("server-errors")).isEqualTo("30/43512");
    assertThat(failing.bad("combined")).isEqualTo("75/43512");
    // of a month of 30 days: 75 / (0.001 · 43,512) · 1/30, as if the traffic went on like this
    assertThat(failing.view("combined").budget().consumed())
        .isBetween(75 / 43.512 / 30 - 1e-4, 75 / 43.512 / 30 + 1e-4);
  }

  @Test
  void moreThanOnePercentServerErrorsInTenMinutesAreCritical() {
    int start = 2 * HOUR;
    int end = start + 1_200;

    // of 303 requests in 10 min the 4th that fails, the 80th get, is more than 1 %
    assertThat(failing.alerts("server-errors"))
        .containsExactly(
            firing("server-errors-above-1-percent", start + 159),
            // the last four are at E − 122, − 82, − 42, − 2
            resolved("server-errors-above-1-percent", end - 122 + 600 + 1 + 30));
  }

  @Test
  void percentileAboveHalfASecondWarns() {
    int start = 4 * HOUR;
    int end = start + 900;

    // of 152 requests in 5 min the 2nd that is slow, the 20th get, is more than 1 %
    assertThat(failing.alerts("latency-p99"))
        .containsExactly(
            firing("p99-above-500ms", start + 39),
            // the last two are at E − 22 and E − 2
            resolved("p99-above-500ms", end - 22 + 300 + 1 + 30));
  }

  @Test
  void firstFailureOfTheVolumeIsCritical() {
    int start = 6 * HOUR;
    int end = start + 300;

    assertThat(failing.alerts(MOUNT))
        .containsExactly(
            firing("volume-unavailable", start + 1),
            resolved("volume-unavailable", end - 15 + 60 + 1 + 30));
    assertThat(failing.alerts(WRITE)).isEqualTo(failing.alerts(MOUNT));
    assertThat(failing.bad(MOUNT)).isEqualTo("20/5760");
  }

  @Test
  void moreThanThreeRestartsWarn() {
    int start = 7 * HOUR;

    // 5 restarts in the slice, which is judged at its end; the next one has none
    assertThat(failing.alerts("restarts"))
        .containsExactly(
            firing("restarts-above-3", start + 600), resolved("restarts-above-3", start + 1_230));
    assertThat(failing.bad("restarts")).isEqualTo("1/142");
  }

  @Test
  void othersTellNothing() {
    assertThat(failing.alerted())
        .containsExactly("latency-p99", "restarts", "server-errors", MOUNT, WRITE);
  }
}
