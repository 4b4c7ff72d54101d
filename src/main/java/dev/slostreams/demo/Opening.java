package dev.slostreams.demo;

import dev.slostreams.wire.AlertMessage;
import dev.slostreams.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the demo says while it starts: what is ready, after how long, and where to look. */
final class Opening {

  private final Screen screen;
  private final Duration history;
  private final long startedAt = System.nanoTime();

  Opening(Screen screen, Duration history) {
    this.screen = screen;
    this.history = history;
  }

  void title() {
    screen.line(
        "slo-streams demo: a shop, "
            + length(history)
            + " of its requests, and an incident while you watch");
    screen.line("");
    screen.progress("  broker    starting");
  }

  void brokerIsUp(String bootstrapServers) {
    screen.line("  broker    up after " + elapsed() + ", in this process");
    screen.progress("  history   publishing " + length(history) + " of requests");
  }

  void progress(long published, boolean isPublished, double evaluated) {
    String reading = String.format(Locale.ROOT, "evaluated to %.0f %%", 100 * evaluated);
    screen.progress(
        isPublished
            ? "  engine    " + reading
            : String.format(
                Locale.ROOT,
                "  history   %,d of about %,d requests published, %s",
                published,
                DemoTraffic.expectedEvents(history),
                reading));
  }

  void historyIsPublished(ShopTraffic.History published) {
    screen.line(
        String.format(
            Locale.ROOT,
            "  history   %,d requests of %s published after %s",
            published.events(),
            length(history),
            elapsed()));
  }

  /** All transitions of alerts in the history are known. */
  void historyIsEvaluated(List<AlertMessage> past, Instant historyEnd) {
    screen.line("  engine    has evaluated every second of them after " + elapsed());
    List<AlertMessage> resolved = past.stream().filter(alert -> !alert.firing()).toList();
    resolved.stream()
        .filter(alert -> alert.severity().equals("page"))
        .max(Comparator.comparing(Opening::lasted))
        .ifPresent(
            longest ->
                screen.line(
                    String.format(
                        Locale.ROOT,
                        "  alerts    %d, such as %s, %s, %s ago, for %s",
                        resolved.size(),
                        longest.alert(),
                        longest.series(),
                        length(Duration.between(longest.startsAt(), historyEnd)),
                        length(lasted(longest)))));
  }

  void addresses(String httpAddress, String bootstrapServers) {
    screen.line("");
    screen.line("Look at it from another terminal:");
    screen.line("  curl " + httpAddress + "/api/v1/series");
    screen.line("  curl " + httpAddress + "/api/v1/slos/availability");
    screen.line("  curl " + httpAddress + "/metrics");
    screen.line("  any Kafka client at " + bootstrapServers + ": topics slo-alerts, slo-budgets");
    screen.line(
        "Below are the pages; tickets are on slo-alerts, too. Ctrl-C ends it, nothing is left.");
    screen.line("");
  }

  private static Duration lasted(AlertMessage resolved) {
    return Duration.between(resolved.startsAt(), resolved.at());
  }

  private String elapsed() {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - startedAt) / 1e9);
  }

  private static String length(Duration length) {
    long days = length.toDays();
    return length.equals(Duration.ofDays(days)) && days > 1
        ? days + " days"
        : Times.length(length.toSeconds());
  }
}
