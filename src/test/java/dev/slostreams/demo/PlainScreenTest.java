package dev.slostreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainScreenTest {

  private final StringWriter out = new StringWriter();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final PlainScreen screen = new PlainScreen(new PrintWriter(out), () -> now);

  @Test
  void blockIsPrintedEveryHalfMinuteAndAtTheEnd() {
    screen.block(List.of("first"));
    now = now.plusSeconds(30);
    screen.block(List.of("too soon"));
    now = now.plusSeconds(1);
    screen.block(List.of("due"));
    now = now.plusSeconds(1);
    screen.block(List.of("too soon again"));
    screen.block(List.of("last"));
    screen.close();

    assertThat(out.toString().lines()).containsExactly("first", "due", "last");
  }

  @Test
  void progressIsNotPrinted() {
    screen.progress("half");
    screen.line("done");

    assertThat(out.toString().lines()).containsExactly("done");
  }
}
