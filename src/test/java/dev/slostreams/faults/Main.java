package dev.slostreams.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code load-test/faults}: faults by name or all, each with as many seeds as wanted. */
final class Main {

  private static final String HEAD =
      "| fault | seed | struck | in flight | events | lost | doubled | transitions | differing |"
          + " longest stall |\n"
          + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";

  private final List<Fault> faults = new ArrayList<>();
  private final Path folder;
  private int seeds = 1;
  private long firstSeed = 1;
  private int rounds;
  private int events;

  private Main(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws InterruptedException, IOException {
    Main main = new Main(Path.of("target", "faults"));
    try {
      main.read(args);
    } catch (IllegalArgumentException e) {
      System.err.println("load-test/faults: " + e.getMessage());
      System.err.println(
          "usage: load-test/faults [--seeds N] [--first-seed N] [--rounds N] [--events N]"
              + " [F-n]...");
      System.exit(2);
    }
    System.exit(main.run() ? 0 : 1);
  }

  private void read(String[] args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seeds" -> seeds = (int) number(args, ++i);
        case "--first-seed" -> firstSeed = number(args, ++i);
        case "--rounds" -> rounds = (int) number(args, ++i);
        case "--events" -> events = (int) number(args, ++i);
        default -> faults.add(Faults.named(args[i]));
      }
    }
    if (faults.isEmpty()) {
      faults.addAll(Faults.ALL);
    }
  }

  private static long number(String[] args, int index) {
    String option = args[index - 1];
    if (index == args.length || !args[index].matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException(
          option
              + ": must be a whole number above 0, but was "
              + (index == args.length ? "not given" : "'" + args[index] + "'"));
    }
    return Long.parseLong(args[index]);
  }

  /** Whether all came out clean. */
  private boolean run() throws InterruptedException, IOException {
    Files.createDirectories(folder);
    Path results = folder.resolve("results.md");
    print(results, HEAD);
    boolean clean = true;
    for (Fault fault : faults) {
      List<Verdict> verdicts = new ArrayList<>();
      for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
        run(sized(fault), seed, results).ifPresent(verdicts::add);
      }
      long cleanOnes = verdicts.stream().filter(Verdict::isClean).count();
      clean &= cleanOnes == seeds;
      if (seeds > 1) {
        String which = "%d of %d clean".formatted(cleanOnes, seeds);
        print(results, line(fault, which, verdicts.stream().reduce(Verdict.NONE, Verdict::plus)));
      }
    }
    System.out.println("written to " + results);
    return clean;
  }

  private Fault sized(Fault fault) {
    Fault sized = rounds == 0 ? fault : fault.withRounds(rounds);
    Fault.Load load = fault.load();
    return events == 0 ? sized : sized.withLoad(load.withEvents(events));
  }

  /** What came of it; empty when it did not end. */
  private Optional<Verdict> run(Fault fault, long seed, Path results)
      throws InterruptedException, IOException {
    Path place = folder.resolve(fault.id() + "-" + seed + "-" + System.currentTimeMillis());
    try {
      Verdict verdict = FaultRun.of(fault, seed, place);
      print(results, line(fault, Long.toString(seed), verdict));
      verdict.differences().forEach(difference -> System.err.println("  " + difference));
      return Optional.of(verdict);
    } catch (AssertionError | RuntimeException e) {
      print(results, "| %s | %d | did not end: %s |\n".formatted(fault, seed, e.getMessage()));
      System.err.println("  logs and state: " + place);
      return Optional.empty();
    }
  }

  private static String line(Fault fault, String seed, Verdict verdict) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %,d | %,d | %,d | %,d | %,d | %.1f s |%n",
        fault,
        seed,
        verdict.struck(),
        verdict.inFlight(),
        verdict.events(),
        verdict.lost(),
        verdict.doubled(),
        verdict.transitions(),
        verdict.differing(),
        verdict.stallSeconds());
  }

  private static void print(Path results, String text) throws IOException {
    System.out.print(text);
    Files.writeString(results, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
