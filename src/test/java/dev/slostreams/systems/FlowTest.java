package dev.slostreams.systems;

import static dev.slostreams.testing.SystemRun.firing;
import static dev.slostreams.testing.SystemRun.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.SystemRun;
import dev.slostreams.testing.SystemRun.Play;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The code-hosting service on a good and on a bad day. Expected times follow from {@code
 * telemetry.txt}; {@link VolleyTest} says how.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowTest {

  private static final String ACME = "api-availability-by-org{org=\"acme\"}";
  private static final String GLOBEX = "api-availability-by-org{org=\"globex\"}";
  private static final String NIGHTLY = "cron-parse{policy=\"nightly\"}";
  private static final String WEEKLY = "cron-parse{policy=\"weekly\"}";
  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;

  private SystemRun healthy;
  private SystemRun failing;

  @BeforeAll
  void play() {
    healthy = SystemRun.of(Play.healthy("flow"));
    failing = SystemRun.of(Play.failing("flow"));
  }

  @Test
  void healthyDayTellsNothingAndCountsAll() {
    assertThat(healthy.alerted()).isEmpty();
    assertThat(healthy.summary().invalid() + healthy.summary().malformed()).isZero();
    assertThat(healthy.bad("web-availability")).isEqualTo("0/17280");
    assertThat(healthy.bad("api-availability")).isEqualTo("0/34848"); // 288 of them are 404
    assertThat(healthy.bad(ACME)).isEqualTo("0/17280");
    assertThat(healthy.bad(GLOBEX)).isEqualTo("0/17568");
    // the last tick is 86,396 and the 5 minutes before it begin with the minute 86,040
    assertThat(healthy.bad("push-p95")).isEqualTo("0/72");
    assertThat(healthy.bad("push-p99")).isEqualTo("0/72");
    assertThat(healthy.bad("backup-success")).isEqualTo("0/24");
    assertThat(healthy.bad("scheduler-ticks")).isEqualTo("0/1440");
    assertThat(healthy.bad(NIGHTLY)).isEqualTo("0/1440");
    assertThat(healthy.bad(WEEKLY)).isEqualTo("0/1440");
  }

  @Test
  void healthyDayHasItsTickInEachSlice() {
    assertThat(healthy.bad("push-latency")).isEqualTo("0/287"); // whole slices up to 86,100
    assertThat(healthy.bad("scheduler-liveness")).isEqualTo("0/286"); // without that of its birth
  }

  @Test
  void frontPageThatIsDownPages() {
    int start = 2 * HOUR;
    int end = start + 600;

    assertThat(failing.alerts("web-availability"))
        .containsExactly(
            firing("burn-page", start + 51), // n > 0.0144·720 = 10.4
            firing("burn-ticket", start + 126), // n > 0.006·6 h·0.2/s = 25.9
            resolved("burn-page", end + 296 + 30), // one of 60 in 5 min is too many
            resolved("burn-ticket", end + 1_790 + 30)); // 30 min: R/5 > 0.006·360 = 2.2
    assertThat(failing.bad("web-availability")).isEqualTo("120/17280");
  }

  @Test
  void organisationThatIsDownIsSeenEarlierThanAmongTheOthers() {
    int start = 5 * HOUR;
    int end = start + 600;

    assertThat(failing.alerts(ACME))
        .containsExactly(
            firing("burn-page", start + 51),
            firing("burn-ticket", start + 126),
            resolved("burn-page", end + 296 + 30),
            resolved("burn-ticket", end + 1_790 + 30));
    assertThat(failing.alerts(GLOBEX)).isEmpty();
    assertThat(failing.alerts("api-availability"))
        .containsExactly(
            firing("burn-page", start + 101), // n > 0.0144·1452 = 20.9
            firing("burn-ticket", start + 261), // n > 0.006·6 h·0.4033/s = 52.3
            resolved("burn-page", end + 291 + 30), // more than 0.0144·121 = 1.7 in 5 min
            resolved("burn-ticket", end + 1_779 + 30)); // 30 min: R/5 > 0.006·726 = 4.4
    assertThat(failing.bad("api-availability")).isEqualTo("120/34848");
  }

  @Test
  void pushesAreTicketed() {
    int slow = 7 * HOUR;
    int slowEnd = slow + 900;
    int slower = 8 * HOUR;
    int slowerEnd = slower + 600;

    assertThat(failing.alerts("push-p95"))
        .containsExactly(
            firing("push-p95-above-500ms", slow + 16), // 4 of 60 are more than 5 %
            resolved("push-p95-above-500ms", slowEnd + 281 + 30),
            firing("push-p95-above-500ms", slower + 16),
            resolved("push-p95-above-500ms", slowerEnd + 281 + 30));
    assertThat(failing.alerts("push-p99"))
        .containsExactly(
            firing("push-p99-above-2s", slower + 1), // 1 of 60 is more than 1 %
            resolved("push-p99-above-2s", slowerEnd + 296 + 30));
  }

  @Test
  void pushSlicesAreJudgedByTheirPercentile() {
    assertThat(failing.bad("push-latency")).isEqualTo("5/287"); // 15 and 10 minutes
    assertThat(failing.alerts("push-latency")).isEmpty();
  }

  @Test
  void schedulerThatDoesNotTickPagesAfterTenMinutes() {
    int start = 9 * HOUR;
    int end = start + 1_200;

    assertThat(failing.alerts("scheduler-ticks"))
        .containsExactly(
            firing("no-tick-in-10m-no-data", start - 60 + 600 + 1), // its last tick was at T0 − 60
            resolved("no-tick-in-10m-no-data", end + 1));
  }

  @Test
  void fiveMinutesWithoutTickAreABadSlice() {
    int start = 9 * HOUR;
    int end = start + 1_200;

    assertThat(failing.alerts("scheduler-liveness"))
        .containsExactly(
            firing("scheduler-missed", start + 300), resolved("scheduler-missed", end + 300 + 30));
    assertThat(failing.bad("scheduler-liveness")).isEqualTo("4/286");
  }

  @Test
  void anyParseFailureOfAPolicyIsTicketed() {
    int start = 10 * HOUR;
    int end = start + 300;

    assertThat(failing.alerts(NIGHTLY))
        .containsExactly(
            firing("cron-parse-failure", start + 1),
            resolved("cron-parse-failure", end - 60 + 600 + 1 + 30));
    assertThat(failing.alerts(WEEKLY)).isEmpty();
    assertThat(failing.bad(NIGHTLY)).isEqualTo("5/1440");
  }

  @Test
  void backupsThatFailPage() {
    int start = 60 * HOUR;

    SystemRun run = SystemRun.of(new Play("flow", Duration.ofDays(10), true, List.of("backup")));

    assertThat(run.alerts("backup-success"))
        .containsExactly(
            firing("backups-failing", start + 8 * HOUR + 1), // n > 0.05·168 = 8.4
            // 7 d: 8 + f > 0.05·(168 + f) while f, the share of the 4th failure's minute that is
            // still in the window, is above 0.421, which is 35 s
            resolved("backups-failing", start + 3 * HOUR + 7 * DAY + 35 + 30));
  }

  @Test
  void flowIsUpWhenBothAre() {
    int web = 2 * HOUR;
    int api = 5 * HOUR;

    assertThat(failing.alerts("flow-is-up"))
        .containsExactly(
            // the burn rates of both are added, and that of the API is 0
            firing("burn-page", web + 51),
            firing("burn-ticket", web + 126),
            resolved("burn-page", web + 600 + 296 + 30),
            resolved("burn-ticket", web + 600 + 1_790 + 30),
            // the front page's failures still burn the 6 hours, the API's 30 minutes are enough:
            // n > 0.006·727 = 4.4
            firing("burn-ticket", api + 21),
            firing("burn-page", api + 101),
            resolved("burn-page", api + 600 + 291 + 30),
            resolved("burn-ticket", api + 600 + 1_779 + 30));
  }

  @Test
  void othersTellNothing() {
    assertThat(failing.alerted())
        .containsExactly(
            "api-availability",
            ACME,
            NIGHTLY,
            "flow-is-up",
            "push-p95",
            "push-p99",
            "scheduler-liveness",
            "scheduler-ticks",
            "web-availability");
  }
}
