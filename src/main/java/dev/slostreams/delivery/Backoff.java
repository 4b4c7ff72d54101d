package dev.slostreams.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: from 1 s, twice as long each time, to 30 s, and somewhere
 * in the upper half of that, so that not all come at once. Owned by one thread.
 */
final class Backoff {

  private static final long FIRST_MS = 1_000;
  private static final long LONGEST_MS = 30_000;

  private final RandomGenerator random;
  private long nextMs = FIRST_MS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The wait after one more failure; at least what the other side asked for. */
  Duration afterFailure(Duration asked) {
    long waitMs = nextMs / 2 + random.nextLong(nextMs / 2 + 1);
    nextMs = Math.min(LONGEST_MS, 2 * nextMs);
    return Duration.ofMillis(Math.max(waitMs, asked.toMillis()));
  }

  void afterSuccess() {
    nextMs = FIRST_MS;
  }
}
