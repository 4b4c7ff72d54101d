package dev.slostreams.window;

/**
 * The seconds of a tier that wait for their tick, in order.
 *
 * <p>Owned by one {@link SlicedCounters}; not thread-safe.
 */
final class WaitingSeconds {

  private final Tier seconds;

  /* NONE and −NONE when none waits. */
  private long first = Tier.NONE;
  private long last = -Tier.NONE;

  WaitingSeconds(Tier seconds) {
    this.seconds = seconds;
  }

  /** This second, which has just been written, waits. */
  void add(long second) {
    first = Math.min(first, second);
    last = Math.max(last, second);
  }

  /** The first one, or NONE. */
  long first() {
    return first;
  }

  /** The one that follows this one, or NONE. */
  long after(long second) {
    return second < last ? seconds.nextUsed(second + 1, last + 1) : Tier.NONE;
  }

  /** The first one waits no more. */
  void removeFirst() {
    first = after(first);
    last = first == Tier.NONE ? -Tier.NONE : last;
  }

  /** Looks anew for what waits, from this second on. */
  void find(long from) {
    first = seconds.nextUsed(from, Tier.NONE);
    last = first == Tier.NONE ? -Tier.NONE : seconds.lastUsed();
  }
}
