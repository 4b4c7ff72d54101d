package dev.slostreams.cli;

import dev.slostreams.app.Backtest;
import dev.slostreams.app.Backtest.Input;
import java.util.List;
import java.util.Locale;

/** Says how far a backtest is. */
final class BacktestProgress {

  private final List<Input> inputs;
  private final Backtest backtest;
  private final TerminalLine line = TerminalLine.onTerminal();
  private final long startedAt = System.nanoTime();

  BacktestProgress(List<Input> inputs, Backtest backtest) {
    this.inputs = inputs;
    this.backtest = backtest;
  }

  void show() {
    line.show(this::text);
  }

  /** Makes room for the answer. */
  void end() {
    line.end();
  }

  private String text() {
    long events = backtest.summary().events();
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    long size = inputs.stream().mapToLong(input -> input.recording().sizeBytes()).sum();
    long read = inputs.stream().mapToLong(input -> input.recording().readBytes()).sum();
    String share = size == 0 ? "" : String.format(Locale.ROOT, "%3d %%  ", 100 * read / size);
    return String.format(
        Locale.ROOT, "%s%,d events  %,.0f events/s", share, events, events / seconds);
  }
}
