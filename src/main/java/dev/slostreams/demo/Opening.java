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
  private final Show show;
  private final long startedAt = System.nanoTime();

  Opening(Screen screen, Duration history, Show show) {
    this.screen = screen;
    this.history = history;
    this.show = show;
  }

  void title() {
    screen.line(
        "slo-streams demo: %s, %s of its %s, and %s while you watch"
            .formatted(
                show.subject(),
                length(history),
                show.events(),
                show.pagesOnly() ? "an incident" : "incidents"));
    screen.line("");
    screen.progress("  broker    starting");
  }

  void brokerIsUp(String bootstrapServers) {
    screen.line("  broker    up after " + elapsed() + ", in this process");
    screen.progress("  history   publishing " + length(history) + " of " + show.events());
  }

  void progress(long published, long expected, boolean isPublished, double evaluated) {
    String reading = String.format(Locale.ROOT, "evaluated to %.0f %%", 100 * evaluated);
    screen.progress(
        isPublished
            ? "  engine    " + reading
            : String.format(
                Locale.ROOT,
                "  history   %,d of about %,d %s published, %s",
                published,
                expected,
                show.events(),
                reading));
  }

  void historyIsPublished(ShopTraffic.History published) {
    screen.line(
        String.format(
            Locale.ROOT,
            "  history   %,d %s of %s published after %s",
            published.events(),
            show.events(),
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

  /**
   * @param slo one to ask for
   */
  void addresses(String httpAddress, String bootstrapServers, String slo) {
    screen.line("");
    screen.line("Look at it from another terminal:");
    screen.line("  curl " + httpAddress + "/api/v1/series");
    screen.line("  curl " + httpAddress + "/api/v1/slos/" + slo);
    screen.line("  curl " + httpAddress + "/metrics");
    screen.line("  any Kafka client at " + bootstrapServers + ": topics slo-alerts, slo-budgets");
    screen.line(
        show.pagesOnly()
            ? "Below are the pages; tickets are on slo-alerts, too. Ctrl-C ends it, nothing is left."
            : "Below are the alerts as they come. Ctrl-C ends it, nothing is left.");
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
