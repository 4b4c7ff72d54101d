package dev.slostreams.demo;

import java.io.PrintWriter;
import java.util.List;

/**
 * For a terminal: lines scroll, the block stands still below them.
 *
 * <p>The cursor rests on the line after the block. The terminal does not wrap while the block is
 * written, so that a narrow one cuts it and its height stays known. Thread-safe.
 */
public final class TerminalScreen implements Screen {

  private static final String HIDE_CURSOR = "\u001B[?25l";
  private static final String SHOW_CURSOR = "\u001B[?25h";
  private static final String WRAP_OFF = "\u001B[?7l";
  private static final String WRAP_ON = "\u001B[?7h";
  private static final String CLEAR_BELOW = "\u001B[J";

  private final PrintWriter out;
  private List<String> below = List.of();
  private boolean passing;

  public TerminalScreen(PrintWriter out) {
    this.out = out;
    write(HIDE_CURSOR);
  }

  @Override
  public synchronized void line(String text) {
    List<String> stays = passing ? List.of() : below;
    write(toTop() + text + "\n" + drawn(stays));
    below = stays;
  }

  @Override
  public synchronized void progress(String text) {
    block(List.of(text));
    passing = true;
  }

  @Override
  public synchronized void block(List<String> lines) {
    write(toTop() + drawn(lines));
    below = List.copyOf(lines);
    passing = false;
  }

  @Override
  public boolean isGone() {
    return out.checkError();
  }

  @Override
  public synchronized void close() {
    write(SHOW_CURSOR);
  }

  /** Back to where the block begins, which is taken away. */
  private String toTop() {
    return "\r" + (below.isEmpty() ? "" : "\u001B[" + below.size() + "A") + CLEAR_BELOW;
  }

  private static String drawn(List<String> lines) {
    return lines.isEmpty() ? "" : WRAP_OFF + String.join("\n", lines) + "\n" + WRAP_ON;
  }

  private void write(String text) {
    out.print(text);
    out.flush();
  }
}
