package dev.slostreams.cli;

import java.util.function.Supplier;

/** One line on standard error that says how far long work is; silent where nobody looks. */
final class TerminalLine {

  private static final long EVERY_NANOS = 200_000_000; // 0.2 s

  private final boolean shown;
  private long lastAt = System.nanoTime();
  private boolean hasText;

  private TerminalLine(boolean shown) {
    this.shown = shown;
  }

  /** A line that is shown when the process runs on a terminal. */
  static TerminalLine onTerminal() {
    return new TerminalLine(isTerminal());
  }

  /** Whether a person looks on, at a terminal that can move its cursor. */
  static boolean isTerminal() {
    // from 22 to 24, a JDK gives a console to pipes, too, unless asked for the classic one
    System.setProperty("jdk.console", "java.base");
    String terminal = System.getenv("TERM");
    return System.console() != null && terminal != null && !terminal.equals("dumb");
  }

  /** Shows the text in place of the one before, at most five times a second. */
  void show(Supplier<String> text) {
    long now = System.nanoTime();
    if (shown && now - lastAt > EVERY_NANOS) {
      lastAt = now;
      hasText = true;
      System.err.print("\r" + text.get() + "\u001b[K");
      System.err.flush();
    }
  }

  /** Takes the line away, so that something else can be written; it may be shown again. */
  void end() {
    if (hasText) {
      hasText = false;
      System.err.print("\r\u001b[K");
      System.err.flush();
    }
  }
}
