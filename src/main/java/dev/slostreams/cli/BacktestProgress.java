package dev.slostreams.cli;

import dev.slostreams.app.Backtest;
import dev.slostreams.app.Backtest.Input;
import java.util.List;
import java.util.Locale;

/** One line on a terminal that says how far a backtest is; silent elsewhere. */
final class BacktestProgress {

  private static final long EVERY_NANOS = 200_000_000; // 0.2 s

  private final List<Input> inputs;
  private final Backtest backtest;
  private final boolean shown;
  private final long startedAt = System.nanoTime();
  private long lastAt = startedAt;

  private BacktestProgress(List<Input> inputs, Backtest backtest, boolean shown) {
    this.inputs = inputs;
    this.backtest = backtest;
    this.shown = shown;
  }

  static BacktestProgress onTerminal(List<Input> inputs, Backtest backtest) {
    return new BacktestProgress(inputs, backtest, System.console() != null && isTerminal());
  }

  /** Shows the line anew, at most five times a second. */
  void show() {
    long now = System.nanoTime();
    if (shown && now - lastAt > EVERY_NANOS) {
      lastAt = now;
      System.err.print("\r" + line(now) + "\u001b[K");
      System.err.flush();
    }
  }

  /** Takes the line away. */
  void end() {
    if (shown) {
      System.err.print("\r\u001b[K");
      System.err.flush();
    }
  }

  private String line(long now) {
    long events = backtest.summary().events();
    double seconds = (now - startedAt) / 1e9;
    long size = inputs.stream().mapToLong(input -> input.recording().sizeBytes()).sum();
    long read = inputs.stream().mapToLong(input -> input.recording().readBytes()).sum();
    String share = size == 0 ? "" : String.format(Locale.ROOT, "%3d %%  ", 100 * read / size);
    return String.format(
        Locale.ROOT, "%s%,d events  %,.0f events/s", share, events, events / seconds);
  }

  private static boolean isTerminal() {
    return System.getenv("TERM") != null && !"dumb".equals(System.getenv("TERM"));
  }
}
