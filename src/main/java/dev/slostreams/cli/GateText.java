package dev.slostreams.cli;

import dev.slostreams.wire.GateMessage;
import dev.slostreams.wire.GateMessage.Because;
import dev.slostreams.wire.GateMessage.Judged;
import dev.slostreams.wire.Times;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The answer of the gate for people: the verdict, why, and the series that are not as they should
 * be.
 */
final class GateText {

  private static final Map<String, String> COLOURS =
      Map.of("allow", "32", "warn", "33", "block", "31", "insufficient-data", "35");
  private static final int MOST_ROWS = 20;

  private final PrintWriter out;
  private final boolean coloured;

  GateText(PrintWriter out, boolean terminal) {
    this.out = out;
    this.coloured = terminal && System.getenv("NO_COLOR") == null;
  }

  void print(String subject, GateMessage message) {
    String asOf =
        message.asOf().isEmpty()
            ? ""
            : ", as of " + Times.utc(Instant.parse(message.asOf()).getEpochSecond()) + " UTC";
    out.println(inColour(message.verdict(), message.verdict()) + "  " + subject + asOf);
    if (!message.reasons().isEmpty()) {
      out.println();
      reasons(message.reasons());
    }
    if (!message.series().isEmpty()) {
      out.println();
      series(message.series());
    }
  }

  private void reasons(List<Because> reasons) {
    int verdict = width(reasons.stream().map(Because::verdict).toList());
    int series = width(reasons.stream().map(Because::series).toList());
    for (Because reason : reasons.subList(0, Math.min(reasons.size(), MOST_ROWS))) {
      String about = series == 0 ? "" : padded(reason.series(), series) + "  ";
      out.println(
          "  "
              + inColour(reason.verdict(), padded(reason.verdict(), verdict))
              + "  "
              + about
              + reason.detail());
    }
    more(reasons.size(), "reasons");
  }

  private void series(List<Judged> all) {
    List<Judged> shown = all.subList(0, Math.min(all.size(), MOST_ROWS));
    int id = Math.max("series".length(), width(shown.stream().map(Judged::id).toList()));
    int verdict = Math.max("verdict".length(), width(shown.stream().map(Judged::verdict).toList()));
    int tier = Math.max("tier".length(), width(shown.stream().map(Judged::tier).toList()));
    String form = "  %-" + id + "s  %-" + verdict + "s  %10s  %-" + tier + "s  %s";
    boolean fires = shown.stream().anyMatch(one -> !one.firing().isEmpty());
    line(form, "series", "verdict", "remaining", "tier", fires ? "firing" : "");
    for (Judged one : shown) {
      line(
          form,
          one.id(),
          one.verdict(),
          String.format(Locale.ROOT, "%,.2f%%", 100 * one.remaining()),
          one.tier(),
          String.join(", ", one.firing()));
    }
    more(all.size(), "series");
  }

  private void more(int size, String what) {
    if (size > MOST_ROWS) {
      out.printf(
          Locale.ROOT, "  … and %,d more %s (--output json has all)%n", size - MOST_ROWS, what);
    }
  }

  private void line(String form, Object... cells) {
    out.println(String.format(Locale.ROOT, form, cells).stripTrailing());
  }

  private String inColour(String verdict, String text) {
    return coloured
        ? "\u001b[1;" + COLOURS.getOrDefault(verdict, "0") + "m" + text + "\u001b[0m"
        : text;
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
