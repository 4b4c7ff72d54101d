package dev.slostreams.query;

import dev.slostreams.batch.Pulse.Beat;
import dev.slostreams.query.Health.Check;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Notices stream threads that hang, because they do not ask for records any more, and those that go
 * round and round, because what they read is never committed. Any thread may ask.
 */
final class ThreadProgress {

  private final Supplier<Map<String, Beat>> threads;
  private final Patience patience;

  ThreadProgress(Supplier<Map<String, Beat>> threads, Patience patience) {
    this.threads = threads;
    this.patience = patience;
  }

  /** Whether every thread asks for records. */
  Check polls() {
    return check("poll", Beat::polledMs, "none hangs", "has not asked for records");
  }

  /** Whether every thread commits what it reads. */
  Check commits() {
    return check("commit", Beat::pendingMs, "all commit", "has not committed what it read");
  }

  private Check check(String name, ToLongFunction<Beat> sinceMs, String fine, String wrong) {
    Map<String, Beat> known = threads.get();
    List<String> stuck =
        known.entrySet().stream()
            .filter(entry -> patience.isOver(sinceMs.applyAsLong(entry.getValue())))
            .map(
                entry ->
                    "'%s' %s for %d s"
                        .formatted(
                            entry.getKey(),
                            wrong,
                            patience.secondsSince(sinceMs.applyAsLong(entry.getValue()))))
            .sorted()
            .toList();
    String detail =
        stuck.isEmpty() ? known.size() + " stream threads, " + fine : String.join("; ", stuck);
    return new Check(name, stuck.isEmpty(), detail);
  }
}
