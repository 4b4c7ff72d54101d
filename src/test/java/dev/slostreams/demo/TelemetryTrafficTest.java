package dev.slostreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelemetryTrafficTest {

  private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
  private static final Telemetry TELEMETRY =
      TelemetryReader.read(
          "telemetry.txt",
          """
          signal probe every 10s, history 30s
            {"kind":"probe","ms":${1.0..9.0},"by":"${eu|us}","id":"${id}"}
          signal restart every 20s
            silent
          incident down at 60s for 60s: it is down
            probe 2 in 3 {"kind":"probe","ms":-1}
            restart {"kind":"restart"}
          live gone at 30s for 30s: it is gone
            probe silent
          """);

  private static List<String> recorded(long seed, boolean failing) {
    List<String> lines = new ArrayList<>();
    TelemetryTraffic.record(seed, TELEMETRY, START, Duration.ofMinutes(3), failing, sink(lines));
    return lines;
  }

  private static EventSink sink(List<String> lines) {
    return (ms, json) -> lines.add(new String(json, StandardCharsets.UTF_8));
  }

  @Test
  void incidentChangesTheEventsItSays() {
    List<String> lines = recorded(1, true);

    // events 0 to 5 of the incident, of each three the second and the third
    assertThat(lines.stream().filter(line -> line.contains("\"ms\":-1")))
        .containsExactly(
            "{\"timestamp\":\"2026-11-02T00:01:10.000Z\",\"kind\":\"probe\",\"ms\":-1}",
            "{\"timestamp\":\"2026-11-02T00:01:20.000Z\",\"kind\":\"probe\",\"ms\":-1}",
            "{\"timestamp\":\"2026-11-02T00:01:40.000Z\",\"kind\":\"probe\",\"ms\":-1}",
            "{\"timestamp\":\"2026-11-02T00:01:50.000Z\",\"kind\":\"probe\",\"ms\":-1}");
    assertThat(lines.stream().filter(line -> line.contains("restart")))
        .containsExactly(
            "{\"timestamp\":\"2026-11-02T00:01:00.000Z\",\"kind\":\"restart\"}",
            "{\"timestamp\":\"2026-11-02T00:01:20.000Z\",\"kind\":\"restart\"}",
            "{\"timestamp\":\"2026-11-02T00:01:40.000Z\",\"kind\":\"restart\"}");
    assertThat(lines).hasSize(18 + 3).isSorted();
  }

  @Test
  void healthyRecordingHasNoIncident() {
    assertThat(recorded(1, false))
        .hasSize(18)
        .allMatch(
            line ->
                line.matches(
                    "\\{\"timestamp\":\"[-0-9T:.]+Z\",\"kind\":\"probe\",\"ms\":[1-9]\\.\\d,"
                        + "\"by\":\"(eu|us)\",\"id\":\"[0-9a-f]{16}\"}"));
  }

  @Test
  void seedChoosesValuesOnly() {
    assertThat(recorded(1, true)).isEqualTo(recorded(1, true));
    assertThat(recorded(2, true)).isNotEqualTo(recorded(1, true)).hasSize(21);
  }

  @Test
  void demoIsHealthyUntilItsLivePart() {
    List<String> lines = new ArrayList<>();
    TelemetryTraffic traffic =
        TelemetryTraffic.demo(1, TELEMETRY, START).liveFrom(START.plusSeconds(60));

    traffic.history(START.minusSeconds(60), START.plusSeconds(120), sink(lines));
    int history = lines.size();
    for (long second = 60; second < 150; second++) {
      traffic.tick(START.getEpochSecond() + second, sink(lines));
    }

    assertThat(history).isEqualTo(4); // each 30 s of 120
    assertThat(traffic.expectedEvents(Duration.ofMinutes(2))).isEqualTo(4 + 6); // silent ones too
    assertThat(lines.subList(history, lines.size())).hasSize(9 - 3);
  }
}
