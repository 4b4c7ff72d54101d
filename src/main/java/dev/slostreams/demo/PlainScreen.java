package dev.slostreams.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * For files and pipes: one line after the other, no progress, a block only now and then and at the
 * end.
 */
public final class PlainScreen implements Screen {

  private static final Duration BLOCK_EVERY = Duration.ofSeconds(30);

  private final PrintWriter out;
  private final InstantSource clock;
  private Instant blockAt = Instant.MIN;
  private List<String> unseen = List.of();

  public PlainScreen(PrintWriter out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void progress(String text) {
    // gone a moment later, so it is not for those who read afterwards
  }

  @Override
  public void block(List<String> lines) {
    unseen = lines;
    Instant now = clock.instant();
    if (blockAt.plus(BLOCK_EVERY).isBefore(now)) {
      blockAt = now;
      printBlock();
    }
  }

  @Override
  public boolean isGone() {
    return out.checkError();
  }

  @Override
  public void close() {
    printBlock();
  }

  private void printBlock() {
    unseen.forEach(out::println);
    out.flush();
    unseen = List.of();
  }
}
