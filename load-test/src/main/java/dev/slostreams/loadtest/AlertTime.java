package dev.slostreams.loadtest;

/**
 * When what happened to one alert, in ms of the wall clock that all processes here share.
 *
 * @param sentMs the event that crosses the line was sent; its own timestamp
 * @param tickMs the tick at which it fired
 * @param judgedMs that tick was evaluated: the timestamp of the alert record
 * @param readMs a reader of what is committed had the record
 */
record AlertTime(long sentMs, long tickMs, long judgedMs, long readMs) {

  /** Whether it fired at the first tick at which the event counts. */
  boolean isAtFirstTick() {
    return tickMs == (Math.floorDiv(sentMs, 1_000L) + 1) * 1_000;
  }

  /** From the event to the tick: up to 1 s, as its second goes on. */
  long untilTick() {
    return tickMs - sentMs;
  }

  /**
   * From when the second was complete to its verdict: a later event of each partition is read,
   * tallied and committed, and the tick evaluated.
   */
  long untilJudged(long disorderMs) {
    return judgedMs - tickMs - disorderMs;
  }

  /** From the verdict to the reader: the commit of the alert, and the way to who reads it. */
  long untilRead() {
    return readMs - judgedMs;
  }

  /** What nobody asked for: everything but the wait for the tick and the disorder. */
  long beyond(long disorderMs) {
    return untilJudged(disorderMs) + untilRead();
  }

  /** From the event to the reader. */
  long whole() {
    return readMs - sentMs;
  }
}
