package dev.slostreams.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.wire.AlertEntry;
import dev.slostreams.wire.Pages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertLogTest {

  private Instant now = Instant.parse("2026-01-02T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final AlertLog log = new AlertLog(3, Duration.ofDays(1), clock);

  @Test
  void resolvedOnesComeNewestFirstWhateverTheOrderTheyWereRead() {
    log.add(entry("a", "resolved", "2026-01-01T10:00:00Z"));
    log.add(entry("c", "resolved", "2026-01-01T12:00:00Z"));
    log.add(entry("b", "resolved", "2026-01-01T11:00:00Z"));

    assertThat(ids()).containsExactly("c/fast", "b/fast", "a/fast");
  }

  @Test
  void whatComesTwiceIsKeptOnce() {
    log.add(entry("a", "resolved", "2026-01-01T10:00:00Z"));
    log.add(entry("a", "resolved", "2026-01-01T10:00:00Z"));
    log.add(entry("a", "resolved", "2026-01-01T11:00:00Z"));

    assertThat(ids()).containsExactly("a/fast", "a/fast");
  }

  @Test
  void oldestGoesWhenThereAreTooMany() {
    List.of("03", "01", "04", "02")
        .forEach(hour -> log.add(entry(hour, "resolved", "2026-01-01T" + hour + ":00:00Z")));

    assertThat(ids()).containsExactly("04/fast", "03/fast", "02/fast");
  }

  @Test
  void whatIsTooOldIsForgottenAsTimeGoesBy() {
    log.add(entry("a", "resolved", "2026-01-01T10:00:00Z"));
    log.add(entry("b", "resolved", "2026-01-01T12:00:00Z"));

    now = Instant.parse("2026-01-02T11:00:00Z");

    assertThat(ids()).containsExactly("b/fast");
    assertThat(log.since()).isEqualTo("2026-01-01T11:00:00Z");
  }

  @Test
  void firingOneIsKnownUntilItIsResolved() {
    log.add(entry("a", "firing", "2026-01-01T10:00:00Z"));
    log.add(entry("b", "firing", "2026-01-01T10:00:00Z"));
    log.add(entry("b", "resolved", "2026-01-01T11:00:00Z"));

    assertThat(log.firing("a/fast").orElseThrow().at()).isEqualTo("2026-01-01T10:00:00Z");
    assertThat(log.firing("b/fast")).isEmpty();
  }

  private List<String> ids() {
    return log.resolved().stream().map(AlertEntry::id).toList();
  }

  private static AlertEntry entry(String series, String state, String at) {
    return AlertEntry.read(
        series + "/fast",
        """
        {"slo":"%s","series":{},"alert":"fast","severity":"page","state":"%s","at":"%s","startsAt":"%s"}
        """
            .formatted(series, state, at, at)
            .getBytes(StandardCharsets.UTF_8),
        new Pages(URI.create("https://slo.example.com/")));
  }
}
