package dev.slostreams.cli;

import dev.slostreams.app.Backtest.Rejected;
import java.io.PrintWriter;
import java.util.Locale;

/** Says the first lines that could not be counted, and how many more there were. */
final class RejectedLines {

  private static final int SHOWN = 5;

  private final PrintWriter err;
  private long count;

  RejectedLines(PrintWriter err) {
    this.err = err;
  }

  void say(Rejected line) {
    if (++count <= SHOWN) {
      err.println(line);
    }
  }

  void end() {
    if (count > SHOWN) {
      err.printf(Locale.ROOT, "and %,d more that could not be counted%n", count - SHOWN);
    }
  }
}
