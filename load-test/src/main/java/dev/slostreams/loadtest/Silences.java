package dev.slostreams.loadtest;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How long each series goes without a new evaluation, as a reader of the budgets topic sees it. An
 * evaluation is new when its tick is: whoever takes a series over says again what is known.
 */
final class Silences {

  private final Map<String, Heard> series = new HashMap<>();
  private long longestMs;

  private record Heard(long tickMs, long atMs) {}

  /**
   * A record of a series came.
   *
   * @param tickMs the tick at which it stood like that
   * @param nowMs the wall clock
   */
  void hear(String id, long tickMs, long nowMs) {
    Heard before = series.get(id);
    if (before == null || tickMs > before.tickMs()) {
      series.put(id, new Heard(tickMs, nowMs));
      longestMs = before == null ? longestMs : Math.max(longestMs, nowMs - before.atMs());
    }
  }

  Set<String> known() {
    return Set.copyOf(series.keySet());
  }

  /** The longest since this was last asked, of any series; one that goes on ends when it ends. */
  long takeLongestMs() {
    long taken = longestMs;
    longestMs = 0;
    return taken;
  }

  /** Whether each series was heard with a tick after this moment. */
  boolean allAfter(long ms) {
    return series.values().stream().allMatch(heard -> heard.tickMs() > ms);
  }
}
