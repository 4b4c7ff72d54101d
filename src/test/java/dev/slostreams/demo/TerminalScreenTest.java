package dev.slostreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalScreenTest {

  private final StringWriter out = new StringWriter();
  private final TerminalScreen screen = new TerminalScreen(new PrintWriter(out));

  /** What was written since the last call, escape as {@code ^}. */
  private String written() {
    String text = out.toString().replace('\u001B', '^');
    out.getBuffer().setLength(0);
    return text;
  }

  @Test
  void cursorIsHiddenUntilTheEnd() {
    String begin = written();
    screen.close();
    String end = written();

    assertThat(begin).isEqualTo("^[?25l");
    assertThat(end).isEqualTo("^[?25h");
  }

  @Test
  void blockTakesThePlaceOfTheOneBefore() {
    screen.block(List.of("one", "two"));
    written();

    screen.block(List.of("three"));

    assertThat(written()).isEqualTo("\r^[2A^[J^[?7lthree\n^[?7h");
  }

  @Test
  void lineIsWrittenAboveTheBlock() {
    screen.block(List.of("one", "two"));
    written();

    screen.line("news");

    assertThat(written()).isEqualTo("\r^[2A^[Jnews\n^[?7lone\ntwo\n^[?7h");
  }

  @Test
  void lineTakesProgressAway() {
    screen.progress("half");
    written();

    screen.line("done");
    screen.line("next");

    assertThat(written()).isEqualTo("\r^[1A^[Jdone\n\r^[Jnext\n");
  }
}
