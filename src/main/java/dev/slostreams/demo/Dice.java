package dev.slostreams.demo;

/**
 * The random numbers of one second: a SplitMix64 sequence that starts from the seed and the second,
 * so that a second's events do not depend on which seconds were asked for before. Not thread-safe.
 */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long state;

  Dice(long seed) {
    this.seed = mix(seed + GOLDEN);
  }

  /** Starts the sequence of this second. */
  void startSecond(long second) {
    state = mix(seed ^ (second * GOLDEN));
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Evenly in [0, 1). */
  double nextShare() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
