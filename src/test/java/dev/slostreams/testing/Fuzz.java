package dev.slostreams.testing;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives a reader many damaged inputs and watches that it neither fails, nor hangs, nor takes more
 * memory than the input explains.
 *
 * <p>{@code -Dfuzz.cases=1000000} says how many cases all readers have together, {@code
 * -Dfuzz.seed=7} which, and {@code -Dfuzz.case=4711} asks for a single one again. What was found is
 * in {@code target/fuzz}: the input of each case that failed, and one line for each reader.
 */
public final class Fuzz {

  private static final long ALL_CASES = Long.getLong("fuzz.cases", 24_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final long ONLY = Long.getLong("fuzz.case", -1);
  private static final Path FOUND = Path.of("target/fuzz");

  /** One case may take this long, on whatever machine; what takes longer hangs. */
  private static final long HANGS_MS = 30_000;

  private static final long LOOK_MS = 20;
  private static final long MOST_BYTES = 48L << 20; // 48 MiB
  private static final int MOST_FOUND = 8;
  private static final int SHOWN = 300;

  private final String name;
  private final long cases;
  private final List<byte[]> seeds = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> found = new LinkedHashMap<>();
  private final AtomicLong current = new AtomicLong(-1);
  private long mostBytesPerByte = 256;
  private long mostBytes;
  private long longestNanos;
  private long longestCase;

  /** What the cases are given to. */
  public interface Reader {

    /** Reads it, and throws whatever is not as it must be. */
    void read(byte[] input) throws Exception;
  }

  private Fuzz(String name, int thousandths) {
    this.name = name;
    this.cases = Math.max(1, ALL_CASES * thousandths / 1_000);
  }

  /**
   * Cases for one reader.
   *
   * @param thousandths its share of all cases
   */
  public static Fuzz of(String name, int thousandths) {
    return new Fuzz(name, thousandths);
  }

  /** Good or bad inputs from which the cases are made. */
  public Fuzz from(List<String> inputs) {
    inputs.forEach(input -> seeds.add(input.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /** An input from which the cases are made. */
  public Fuzz from(byte[] input) {
    seeds.add(input);
    return this;
  }

  /** Words that mean something to the reader. */
  public Fuzz words(String... meaningful) {
    words.addAll(Arrays.asList(meaningful));
    return this;
  }

  /** How many bytes of memory, garbage included, each byte of an input may cost. */
  public Fuzz memoryPerByte(long bytes) {
    mostBytesPerByte = bytes;
    return this;
  }

  /** Runs them all; fails with every kind of failure that was found. */
  public void run(Reader reader) {
    Thread worker = new Thread(() -> readAll(reader), "fuzz-" + name);
    worker.setDaemon(true);
    worker.start();
    watch(worker);
    if (!found.isEmpty()) {
      throw new AssertionError(String.join("\n\n", found.values()));
    }
    write(
        name + ".txt",
        "%s: %d cases, seed %d, longest %d ms (case %d), most memory %d KiB%n"
            .formatted(name, cases, SEED, longestNanos / 1_000_000, longestCase, mostBytes / 1_024)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** The watchdog: it does not measure, it looks whether the case is still the same. */
  private void watch(Thread worker) {
    long seen = -1;
    long sinceNanos = System.nanoTime();
    while (worker.isAlive()) {
      join(worker);
      long now = current.get();
      if (now != seen) {
        seen = now;
        sinceNanos = System.nanoTime();
      } else if (System.nanoTime() - sinceNanos > HANGS_MS * 1_000_000) {
        StringBuilder stack = new StringBuilder();
        Arrays.stream(worker.getStackTrace())
            .limit(40)
            .forEach(f -> stack.append("\n  ").append(f));
        throw new AssertionError(
            told(now, input(now), "hangs for " + HANGS_MS / 1_000 + " s at" + stack));
      }
    }
  }

  private static void join(Thread worker) {
    try {
      worker.join(LOOK_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void readAll(Reader reader) {
    long from = ONLY >= 0 ? ONLY : 0;
    long to = ONLY >= 0 ? ONLY + 1 : cases;
    for (long number = from; number < to && found.size() < MOST_FOUND; number++) {
      byte[] input = input(number);
      current.set(number);
      read(reader, number, input);
    }
  }

  private void read(Reader reader, long number, byte[] input) {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    long started = System.nanoTime();
    try {
      reader.read(input);
    } catch (Throwable failure) { // StackOverflowError too: that is what it is looking for
      found.computeIfAbsent(kind(failure), kind -> told(number, input, trace(failure)));
    }
    long nanos = System.nanoTime() - started;
    long bytes = memory.getCurrentThreadAllocatedBytes() - before;
    mostBytes = Math.max(mostBytes, bytes);
    if (nanos > longestNanos) {
      longestNanos = nanos;
      longestCase = number;
    }
    if (bytes > MOST_BYTES + mostBytesPerByte * input.length) {
      found.computeIfAbsent(
          "memory", kind -> told(number, input, "takes " + bytes / 1_024 + " KiB of memory"));
    }
  }

  private byte[] input(long number) {
    return Damage.of(seeds, words, SEED * 0x9E3779B97F4A7C15L + name.hashCode() + number);
  }

  /** Failures of a kind have the same class and come from the same line. */
  private static String kind(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    String where =
        Arrays.stream(stack)
            .filter(frame -> frame.getClassName().startsWith("dev.slostreams"))
            .findFirst()
            .map(StackTraceElement::toString)
            .orElse("");
    return failure.getClass().getName() + (stack.length == 0 ? "" : stack[0]) + where;
  }

  private String told(long number, byte[] input, String what) {
    Path file = write(name + "-" + SEED + "-" + number + ".bin", input);
    String text = new String(input, 0, Math.min(SHOWN, input.length), StandardCharsets.UTF_8);
    return "%s case %d (-Dfuzz.seed=%d -Dfuzz.case=%d, %d bytes in %s): %s%ninput: %s"
        .formatted(name, number, SEED, number, input.length, file, what, text);
  }

  private static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.toString());
    if (text.length() > 2_000) {
      text.setLength(2_000);
    }
    Arrays.stream(failure.getStackTrace()).limit(14).forEach(f -> text.append("\n  at ").append(f));
    return text.toString();
  }

  private static Path write(String file, byte[] bytes) {
    try {
      Files.createDirectories(FOUND);
      return Files.write(FOUND.resolve(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
