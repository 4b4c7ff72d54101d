package dev.slostreams.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The demo in words: a status block that can be printed every few seconds, and one line for each
 * thing that happens in between. From values to text; prints nothing itself. No line is longer than
 * {@value #WIDTH} columns.
 *
 * <pre>
 * 12:03:21  FIRING    page-fast    availability{service="checkout"}  burn 1h 15.2, 5m 61.8
 *
 * 12:03:25                             budget left                     burn 1h  burn 5m  alert
 *   availability{service="cart"}       ██████████████░░░░░░   71.4 %       0.3      0.0  ok
 *   availability{service="checkout"}   ████████░░░░░░░░░░░░   41.0 %      15.2     61.8  page-fast
 * </pre>
 */
public final class DemoStory {

  static final int WIDTH = 100;
  private static final int NAME = 35;
  private static final int BAR = 20;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final boolean colour;

  /**
   * @param colour whether to colour the text for a terminal
   */
  public DemoStory(boolean colour) {
    this.colour = colour;
  }

  /** Something that was done to the shop, or that a spectator should know. */
  public String scene(Instant at, String headline) {
    return line(at, "STORY", Ink.CYAN, headline);
  }

  /** What became of a budget. */
  public String budget(Instant at, String text) {
    return line(at, "BUDGET", Ink.YELLOW, text);
  }

  /** An alert that begins to fire or is resolved. */
  public String alert(AlertNews news) {
    String what = pad(news.alert(), 11) + "  " + news.series() + "  ";
    if (news.state() == AlertNews.State.RESOLVED) {
      return line(news.at(), "RESOLVED", Ink.GREEN, what + "after " + length(news.lasted()));
    }
    String burns =
        news.burnRates().stream()
            .map(burn -> burn.window() + " " + rate(burn.rate()))
            .collect(Collectors.joining(", ", "burn ", ""));
    return line(news.at(), "FIRING", urgency(news.severity()), what + burns);
  }

  /** The status block: a heading and one row per series, in the order given. */
  public List<String> block(Instant asOf, List<SeriesStatus> rows) {
    List<String> lines = new ArrayList<>(rows.size() + 1);
    String heading =
        pad(CLOCK.format(asOf), NAME + 2)
            + pad("budget left", BAR + 9)
            + "   burn 1h  burn 5m  alert";
    lines.add(Ink.DIM.on(heading, colour));
    for (SeriesStatus row : rows) {
      lines.add(row(row));
    }
    return lines;
  }

  private String row(SeriesStatus row) {
    String name = "  " + pad(clip(row.series(), NAME - 1), NAME);
    String share = String.format(Locale.ROOT, "%7.1f %%", 100 * row.remaining());
    String burns = String.format("%10s%9s", rate(row.burnHour()), rate(row.burnFiveMinutes()));
    return name + bar(row.remaining()) + share + burns + "  " + alertCell(row.firing());
  }

  private String alertCell(List<String> firing) {
    if (firing.isEmpty()) {
      return Ink.GREEN.on("ok", colour);
    }
    String more = firing.size() > 1 ? " +" + (firing.size() - 1) : "";
    String text = clip(firing.get(0), 14 - more.length()) + more;
    return urgency(firing.get(0)).on(text, colour);
  }

  /** The budget as a bar, full at 1; one cell stands as long as anything is left. */
  private String bar(double remaining) {
    int cells = (int) Math.round(Math.min(1, Math.max(0, remaining)) * BAR);
    int full = remaining > 0 ? Math.max(1, cells) : 0;
    Ink ink = remaining > 0.5 ? Ink.GREEN : remaining > 0.25 ? Ink.YELLOW : Ink.RED;
    return ink.on("█".repeat(full), colour && full > 0)
        + Ink.DIM.on("░".repeat(BAR - full), colour && full < BAR);
  }

  private String line(Instant at, String word, Ink ink, String text) {
    return Ink.DIM.on(CLOCK.format(at), colour)
        + "  "
        + ink.on(pad(word, 8), colour)
        + "  "
        + clip(text, WIDTH - 20);
  }

  /** Red for what wakes somebody, whether it is an alert's name or a severity. */
  private static Ink urgency(String text) {
    return text.startsWith("page") ? Ink.RED : Ink.YELLOW;
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 99.95 ? "%.1f" : "%.0f", rate);
  }

  /** {@code 42s}, {@code 4m 18s}. */
  static String length(Duration length) {
    long seconds = length.toSeconds();
    return seconds < 60 ? seconds + "s" : seconds / 60 + "m " + seconds % 60 + "s";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String clip(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
