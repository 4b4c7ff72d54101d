package dev.slostreams.query;

import dev.slostreams.batch.Pulse.Beat;
import dev.slostreams.query.Health.Check;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Notices stream threads that hang: they do not ask for records any more. Any thread may ask.
 *
 * <p>It waits longer than a commit may block while brokers are out of reach, for then a restart
 * helps nobody.
 */
final class ThreadProgress {

  private static final long PATIENCE_MS = 120_000; // 2 min, twice the default of max.block.ms

  private final Supplier<Map<String, Beat>> threads;
  private final InstantSource clock;

  ThreadProgress(Supplier<Map<String, Beat>> threads, InstantSource clock) {
    this.threads = threads;
    this.clock = clock;
  }

  Check check() {
    long nowMs = clock.millis();
    Map<String, Beat> known = threads.get();
    List<String> hanging =
        known.entrySet().stream()
            .filter(entry -> nowMs - entry.getValue().polledMs() >= PATIENCE_MS)
            .map(entry -> hanging(entry.getKey(), nowMs - entry.getValue().polledMs()))
            .sorted()
            .toList();
    String detail =
        hanging.isEmpty()
            ? known.size() + " stream threads, none hangs"
            : String.join("; ", hanging);
    return new Check("poll", hanging.isEmpty(), detail);
  }

  private static String hanging(String thread, long silentMs) {
    return "'%s' has not asked for records for %d s".formatted(thread, silentMs / 1_000);
  }
}
