package dev.slostreams.systems;

import static dev.slostreams.testing.SystemRun.firing;
import static dev.slostreams.testing.SystemRun.resolved;
import static dev.slostreams.testing.SystemRun.tier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.openslo.Problem;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.SystemRun;
import dev.slostreams.testing.SystemRun.Play;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The event-processing cluster on a good and on a bad day. Expected times follow from {@code
 * telemetry.txt}; {@link VolleyTest} says how. What an alert asks for of a window with N events is
 * {@code threshold · (1 − target) · N}; {@code R} is how many seconds of an incident are in a
 * window.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VarpulisTest {

  private static final String WORKER_1 = "throughput-floor{instance=\"worker-1\"}";
  private static final String WORKER_2 = "throughput-floor{instance=\"worker-2\"}";
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;

  private SystemRun healthy;
  private SystemRun failing;

  @BeforeAll
  void play() {
    healthy = SystemRun.of(Play.healthy("varpulis"));
    failing = SystemRun.of(Play.failing("varpulis"));
  }

  @Test
  void healthyDayTellsNothingAndCountsAll() {
    assertThat(healthy.alerted()).isEmpty();
    assertThat(healthy.summary().invalid() + healthy.summary().malformed()).isZero();
    assertThat(healthy.bad("dead-letters")).isEqualTo("864000/864000000"); // 100 of 100,000
    assertThat(healthy.bad("leader-failover")).isEqualTo("0/4");
    assertThat(healthy.bad("coordinator-availability")).isEqualTo("0/8640");
    // 234 of 2.34 M each 10 s, and 2.34 M of acme-import each minute
    assertThat(healthy.bad("processing-errors")).isEqualTo("2021760/23587200000");
  }

  @Test
  void healthyDayIsGoodInEachSlice() {
    assertThat(healthy.bad("filter-latency")).isEqualTo("0/288"); // 2 of 302 are slow
    assertThat(healthy.bad("pattern-latency")).isEqualTo("0/288");
    assertThat(healthy.bad("pipeline-migration")).isEqualTo("0/288");
    assertThat(healthy.bad(WORKER_1)).isEqualTo("0/287"); // without that of its birth
    assertThat(healthy.bad(WORKER_2)).isEqualTo("0/287");
    assertThat(healthy.view("worker-pool-availability").budget().consumed()).isZero();
  }

  @Test
  void coordinatorThatIsDownRaisesFourAlertsByUrgency() {
    int start = 8 * HOUR;
    int end = start + 45 * MINUTE;

    assertThat(failing.alerts("coordinator-availability"))
        .containsExactly(
            // 6 h hold 2,160 probes: more than 2.16, 6.48, 12.96 and 31.1 of them
            firing("burn-slow", start + 21),
            firing("burn-steady", start + 61),
            firing("burn-critical", start + 311),
            firing("burn-fast", start + 121 + 300),
            // 30 min: R/10 > 0.54; 1 h: > 5.2 and > 2.2; 6 h: > 2.2
            resolved("burn-steady", end + 30 * MINUTE - 5 + 30),
            resolved("burn-critical", end + HOUR - 51 + 30),
            resolved("burn-fast", end + HOUR - 21 + 30),
            resolved("burn-slow", end + 6 * HOUR - 21 + 30));
    assertThat(failing.bad("coordinator-availability")).isEqualTo("270/8640");
  }

  @Test
  void poolWithoutWorkersIsJudgedByTheMinute() {
    int start = 9 * HOUR;
    int end = start + 30 * MINUTE;

    assertThat(failing.alerts("worker-pool-availability"))
        .containsExactly(
            // 6 h hold 360 minutes: more than 1.8, 5.4, 10.8 and 25.9 of them
            firing("burn-slow", start + 2 * MINUTE),
            firing("burn-steady", start + 6 * MINUTE),
            firing("burn-fast", start + 11 * MINUTE + 300),
            firing("burn-critical", start + 26 * MINUTE),
            // 30 min: none of 30; 1 h: at most 4 and 1 of 60; 6 h: at most 1
            resolved("burn-steady", end + 30 * MINUTE + 30),
            resolved("burn-critical", end + 56 * MINUTE + 30),
            resolved("burn-fast", end + 59 * MINUTE + 30),
            resolved("burn-slow", end + 359 * MINUTE + 30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter-latency",
        "pattern-latency",
        "throughput-floor{instance=\"worker-1\"}",
        "pipeline-migration"
      })
  void badSlicesRaiseFourAlertsByUrgency(String series) {
    int start = 10 * HOUR;
    int end = 11 * HOUR;

    assertThat(failing.alerts(series))
        .containsExactly(
            // 6 h hold 72 slices: more than 0.7, 2.2, 4.3 and 10.4 of them
            firing("burn-slow", start + 5 * MINUTE),
            firing("burn-steady", start + 15 * MINUTE),
            firing("burn-fast", start + 25 * MINUTE + 300),
            firing("burn-critical", start + 55 * MINUTE),
            // 30 min: none of 6; 1 h: at most one of 12, and none; 6 h: none
            resolved("burn-steady", end + 30 * MINUTE + 30),
            resolved("burn-critical", end + 55 * MINUTE + 30),
            resolved("burn-fast", end + HOUR + 30),
            resolved("burn-slow", end + 6 * HOUR + 30));
    assertThat(failing.bad(series)).startsWith("12/28"); // of 288, or 287
  }

  @Test
  void deadLettersAboveTheirShareRaiseFourAlerts() {
    int start = 12 * HOUR;
    int end = 13 * HOUR;

    assertThat(failing.alerts("dead-letters"))
        .containsExactly(
            // n·0.6 + (N − n)·0.001 is more than 0.5, 1.5, 3 and 7.2 % of N = 2,160:
            // n > 14.4, 50.5, 104.6, 256.1
            firing("burn-slow", start + 141),
            firing("burn-steady", start + 501),
            firing("burn-fast", start + 1_041 + 300),
            firing("burn-critical", start + 2_561),
            // 30 min: R/10 > 4.23 of 180; 1 h: > 42.8 and > 17.5 of 360; 6 h: > 14.43
            resolved("burn-steady", end + 30 * MINUTE - 42 + 30),
            resolved("burn-critical", end + HOUR - 427 + 30),
            resolved("burn-fast", end + HOUR - 174 + 30),
            resolved("burn-slow", end + 6 * HOUR - 144 + 30));
    assertThat(failing.bad("dead-letters")).isEqualTo("22428000/864000000");
  }

  @Test
  void processingErrorsRaiseFourAlerts() {
    int start = 12 * HOUR;
    int end = 13 * HOUR;

    assertThat(failing.alerts("processing-errors"))
        .containsExactly(
            // in units of 2.34 M events, one each 10 s of trades and one a minute of acme-import:
            // n·0.2 + (2,160 − n)·0.0001 is more than 0.1, 0.3, 0.6 and 1.44 % of 2,520:
            // n > 11.5, 36.8, 74.6, 180.6
            firing("burn-slow", start + 111),
            firing("burn-steady", start + 361),
            firing("burn-fast", start + 741 + 300),
            firing("burn-critical", start + 1_801),
            // 30 min: R/10 > 3.06 of 210; 1 h: > 30.08 and > 12.44 of 420; 6 h: > 11.53
            resolved("burn-steady", end + 30 * MINUTE - 30 + 30),
            resolved("burn-critical", end + HOUR - 300 + 30),
            resolved("burn-fast", end + HOUR - 124 + 30),
            resolved("burn-slow", end + 6 * HOUR - 115 + 30));
    // 8,280 · 234 + 360 · 468,000
    assertThat(failing.bad("processing-errors")).isEqualTo("170417520/23587200000");
  }

  @Test
  void oneSlowFailoverIsCritical() {
    int slow = 12 * HOUR;
    int next = 18 * HOUR;

    assertThat(failing.alerts("leader-failover"))
        .containsExactly(
            // the only one of the hour, and one of two in 6 hours
            firing("burn-critical", slow + 1),
            firing("burn-slow", slow + 1),
            firing("burn-steady", slow + 1),
            firing("slow-failover", slow + 1),
            firing("burn-fast", slow + 1 + 300),
            resolved("slow-failover", slow + 300 + 1 + 30),
            // silence resolves nothing: the shorter windows see the next failover
            resolved("burn-critical", next + 1 + 30),
            resolved("burn-fast", next + 1 + 30),
            resolved("burn-steady", next + 1 + 30),
            // with its minute it leaves the 6 hours
            resolved("burn-slow", next + MINUTE + 30));
    assertThat(failing.bad("leader-failover")).isEqualTo("1/4");
  }

  @Test
  void tiersFollowTheBudget() {
    int down = 8 * HOUR;
    int slow = 12 * HOUR;
    int next = 18 * HOUR;

    // consumed = bad / (0.001 · 0.1/s · 30 d) = n / 259.2
    assertThat(failing.tiers("coordinator-availability"))
        .containsExactly(
            tier("yellow", "warn", down + 1_291), // 0.5 at n = 130
            tier("orange", "freeze", down + 1_941), // 0.75 at n = 195
            tier("red", "freeze", down + 2_461)); // 0.95 at n = 247
    // consumed = 1 / (0.01 · failovers) · age / 30 d, the failover at midnight is the birth
    assertThat(failing.tiers("leader-failover"))
        .containsExactly(
            tier("yellow", "warn", slow + 1), // one of three, after half a day: 0.556
            tier("orange", "freeze", 58_320), // 0.75 · 0.03 · 30 d
            tier("yellow", "warn", next + 1 + HOUR), // one of four, and so for an hour
            tier("orange", "freeze", 77_760)); // 0.75 · 0.04 · 30 d
    assertThat(failing.tiered()).containsExactly("coordinator-availability", "leader-failover");
    assertThat(healthy.tiered()).isEmpty();
  }

  @Test
  void othersTellNothing() {
    assertThat(failing.alerted())
        .containsExactly(
            "coordinator-availability",
            "dead-letters",
            "filter-latency",
            "leader-failover",
            "pattern-latency",
            "pipeline-migration",
            "processing-errors",
            WORKER_1,
            "worker-pool-availability");
  }

  @Test
  void maintenanceProviderAndCustomerAreLeftOut() {
    SystemRun twoDays =
        SystemRun.of(
            new Play("varpulis", Duration.ofDays(2), true, List.of("probe", "pool", "processing")));

    // what was left out raised no alert on the second day
    assertThat(twoDays.alerts("coordinator-availability"))
        .isEqualTo(failing.alerts("coordinator-availability"));
    assertThat(twoDays.alerts("worker-pool-availability"))
        .isEqualTo(failing.alerts("worker-pool-availability"));
    assertThat(twoDays.alerts("processing-errors")).isEqualTo(failing.alerts("processing-errors"));
    // two hours of probes are beside
    assertThat(twoDays.bad("coordinator-availability")).isEqualTo("270/16560");
    // 16,920 · 234 + 360 · 468,000 of 20,100 units; an hour of acme-import is beside
    assertThat(twoDays.bad("processing-errors")).isEqualTo("172439280/47034000000");
  }

  @Test
  void fiveHoursOfMaintenanceAreRefused(@TempDir Path folder) throws IOException {
    assertThat(problems(folder, "to: 2026-11-03T06:00:00Z", "to: 2026-11-03T09:00:00Z"))
        .singleElement()
        .asString()
        .contains("exclusions.yaml:12: Exclusion 'coordinator-upgrade' spec.intervals:")
        .contains("must leave at most 4 h excluded in a calendar month (UTC), by budget policy")
        .contains("but was 5 h in 2026-11");
  }

  @Test
  void dayOfNoticeIsRefused(@TempDir Path folder) throws IOException {
    assertThat(problems(folder, "2026-10-30T12:00:00Z", "2026-11-02T04:00:00Z"))
        .singleElement()
        .asString()
        .contains("exclusions.yaml:10: Exclusion 'coordinator-upgrade' spec.announcedAt:")
        .contains("must be at least 48 h before the beginning, by budget policy 'reliability'")
        .contains("but was 24 h");
  }

  private static List<Problem> problems(Path folder, String instead, String of) throws IOException {
    Path definitions = SystemRun.folder("varpulis");
    String text = Files.readString(definitions.resolve("exclusions.yaml"));
    Path changed = folder.resolve("exclusions.yaml");
    Files.writeString(changed, text.replace(instead, of));
    return SloCatalog.load(
            List.of(
                definitions.resolve("slos.yaml"),
                definitions.resolve("alerts.yaml"),
                definitions.resolve("budget-policy.yaml"),
                changed))
        .problems();
  }
}
