package dev.slostreams.simulation;

import dev.slostreams.simulation.ScriptedEvent.Kind;
import dev.slostreams.testing.LedgerScripts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What the world does to the application in one run, whatever becomes of the application: which
 * events are published when.
 *
 * @param events in the order in which they are published
 * @param endMs when the last one is out
 * @param reloadMs when everyone learns of other definitions, {@link #NEVER} if nobody does
 * @param hasCopies whether instances keep copies of what others store
 * @param isTardy whether events come late, clocks jump and partitions are given up: then alerts are
 *     no longer a function of the events alone
 */
record Script(
    long seed,
    int partitions,
    int maxSeries,
    boolean isTardy,
    List<ScriptedEvent> events,
    long endMs,
    long reloadMs,
    boolean hasCopies) {

  static final long START_MS = LedgerScripts.EPOCH * 1_000 + 7_000_300;
  static final long DISORDER_MS = 1_000;

  static final long NEVER = Long.MAX_VALUE;

  private static final long YEARS_MS = 200L * 86_400_000; // 200 d
  private static final String[] SERVICES = {"cart", "checkout", "search", "login"};

  /** The script of a seed: long enough for alerts to fire and to resolve. */
  static Script of(long seed) {
    return of(seed, 12_000, 28_000, 10_000);
  }

  /** A few seconds: most of what a seed finds takes no longer, so many more can be tried. */
  static Script shortOf(long seed) {
    return of(seed, 2_000, 4_000, 2_000);
  }

  private static Script of(long seed, int leastMs, int variationMs, int mostSteadyMs) {
    Random random = new Random(seed * 31 + 17);
    boolean tardy = random.nextInt(4) == 0;
    int partitions = 1 + random.nextInt(3);
    long lengthMs = leastMs + random.nextInt(variationMs);
    List<ScriptedEvent> events = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      addEvents(random, partition, lengthMs, mostSteadyMs, tardy, events);
    }
    events.sort(
        Comparator.comparingLong(ScriptedEvent::publishedMs).thenComparing(ScriptedEvent::id));
    int maxSeries = random.nextInt(3) == 0 ? 2 : 100;
    long reloadMs = random.nextInt(3) == 0 ? START_MS + random.nextInt((int) lengthMs) : NEVER;
    boolean copies = random.nextBoolean();
    return new Script(
        seed, partitions, maxSeries, tardy, events, START_MS + lengthMs, reloadMs, copies);
  }

  /* Rate, share of errors and who has them stay the same for a while. */
  private static void addEvents(
      Random random,
      int partition,
      long lengthMs,
      int mostSteadyMs,
      boolean tardy,
      List<ScriptedEvent> events) {
    long ms = START_MS + random.nextInt(Math.min(2_000, mostSteadyMs));
    while (ms < START_MS + lengthMs) {
      long until = ms + mostSteadyMs / 10 + random.nextInt(mostSteadyMs - mostSteadyMs / 10);
      int rate = random.nextInt(4); // silence, or up to 9 events per second
      double errors = random.nextInt(3) == 0 ? random.nextDouble() : 0.02;
      int sick = random.nextInt(SERVICES.length);
      while (rate > 0 && ms < Math.min(until, START_MS + lengthMs)) {
        events.add(event(random, events.size(), partition, ms, errors, sick, tardy));
        ms += 1 + (long) (-Math.log(1 - random.nextDouble()) * 1_000 / (rate * rate));
      }
      ms = Math.max(ms, until);
    }
  }

  private static ScriptedEvent event(
      Random random, int id, int partition, long ms, double errors, int sick, boolean tardy) {
    Kind kind =
        switch (random.nextInt(60)) {
          case 0 -> Kind.MALFORMED;
          case 1 -> Kind.FUTURE;
          case 2 -> Kind.OLD;
          default -> Kind.USUAL;
        };
    long delayMs = random.nextInt((int) DISORDER_MS);
    if (tardy && random.nextInt(8) == 0) {
      delayMs = random.nextInt(20_000);
    }
    long atMs =
        switch (kind) {
          case FUTURE -> ms + YEARS_MS;
          case OLD -> ms - YEARS_MS;
          default -> ms - delayMs;
        };
    int service = random.nextInt(SERVICES.length);
    boolean failed = random.nextDouble() < (service == sick ? errors : errors / 4);
    return new ScriptedEvent(
        id,
        partition,
        ms,
        atMs,
        kind,
        SERVICES[service],
        failed ? 503 : 200,
        random.nextInt(40) == 0 ? -1 : failed ? 900 : random.nextInt(320),
        1 + random.nextInt(5));
  }
}
