package dev.slostreams.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.testing.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus' and Alertmanager's own tools take our files. */
class MonitoringToolsTest {

  private static final String PROMETHEUS = "prometheus"; // Debian's package
  private static final String ALERTMANAGER = "prometheus-alertmanager";

  @ParameterizedTest
  @ValueSource(strings = {"slo-streams", "sloth"})
  void rulesAreWellFormed(String name) {
    String said =
        Tools.run(
            PROMETHEUS, "promtool", "check", "rules", "config/prometheus/rules/" + name + ".yml");

    assertThat(said).contains("SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slo-streams", "sloth"})
  void rulesFireWhenTheyShould(String name) {
    String said =
        Tools.run(
            PROMETHEUS, "promtool", "test", "rules", "config/prometheus/tests/" + name + ".yml");

    assertThat(said).contains("SUCCESS");
  }

  /** The syntax only: rules and token lie where the container has them. */
  @Test
  void configurationOfPrometheusIsWellFormed() {
    String said =
        Tools.run(
            PROMETHEUS,
            "promtool",
            "check",
            "config",
            "--syntax-only",
            "config/prometheus/prometheus.yml");

    assertThat(said).contains("SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alertmanager", "routes"})
  void routesAreWellFormed(String name) {
    String said =
        Tools.run(ALERTMANAGER, "amtool", "check-config", "config/alertmanager/" + name + ".yml");

    assertThat(said).contains("SUCCESS");
  }

  /** Who is called: pages wake somebody, tickets do not, the watchdog goes to the switch. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pager alertname=page-fast severity=page",
        "tickets alertname=SloStreamsEventsLate severity=ticket",
        "watchdog alertname=Watchdog severity=none"
      })
  void alertsGoWhereTheyBelong(String receiverAndLabels) {
    String[] words = receiverAndLabels.split(" ");

    String receiver =
        Tools.run(
            ALERTMANAGER,
            "amtool",
            "config",
            "routes",
            "test",
            "--config.file=config/alertmanager/alertmanager.yml",
            words[1],
            words[2]);

    assertThat(receiver.lines()).endsWith(words[0]);
  }
}
