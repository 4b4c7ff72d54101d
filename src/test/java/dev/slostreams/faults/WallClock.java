package dev.slostreams.faults;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The wall clock of one process, which can be moved while it runs. Needs Linux and a C compiler
 * called {@code cc}.
 */
final class WallClock {

  /** Among the settings of a fault: the clocks of its instances can be moved. */
  static final String MOVES = "test.wall-clock-moves";

  private static final Path SOURCE = Path.of("src/test/resources/faults/clock.c");

  private final Path library;
  private final Path offset;

  private WallClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /** One that is right, with its files in this folder. */
  static WallClock in(Path folder, String name) {
    WallClock clock = new WallClock(library(folder), folder.resolve(name + ".clock"));
    clock.move(0);
    return clock;
  }

  /** What the process must have in its environment. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toAbsolutePath().toString(),
        "CLOCK_OFFSET", offset.toAbsolutePath().toString());
  }

  /** From now on it is so much ahead of the right time, or behind it. */
  void move(long ms) {
    byte[] written =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(ms).array();
    try {
      Files.write(offset, written, CREATE, WRITE); // never shorter: it is mapped
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path library(Path folder) {
    Path library = folder.resolve("clock.so");
    if (Files.exists(library)) {
      return library;
    }
    try {
      Process compiler =
          new ProcessBuilder(
                  "cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), SOURCE.toString())
              .inheritIO()
              .start();
      if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
        throw new IllegalStateException("cc cannot compile " + SOURCE);
      }
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException("to move clocks, cc must be installed", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
