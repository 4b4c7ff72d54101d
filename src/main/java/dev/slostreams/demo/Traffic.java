package dev.slostreams.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * The events of what the demo shows: a history, then live traffic second by second. Pure: they
 * follow from a seed and from the starts of history and live traffic. One thread.
 */
interface Traffic {

  /** About how many events a history of this length has. */
  long expectedEvents(Duration length);

  /**
   * The history in {@code [from, to)}, cut to seconds; nothing from the start of the live traffic
   * on.
   */
  void history(Instant from, Instant to, EventSink sink);

  /** The events of one second of the live traffic. */
  void tick(long second, EventSink sink);

  /**
   * The same traffic with its live part put off: until then it goes on like at the end of its
   * history.
   */
  Traffic liveFrom(Instant later);
}
