package dev.slostreams.tally;

import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * In which seconds a source had events, as far as it matters: the first and the last of each hour.
 * So no gap of more than an hour is told that was not there, and none is hidden.
 *
 * <p>Owned by one {@link Tally}; allocates nothing while events stay in one hour.
 */
final class SeenSeconds {

  private static final long HOUR = 3_600;

  private final TreeMap<Long, long[]> hours = new TreeMap<>();
  private long[] lastHour;
  private long lastNumber;

  void add(long second) {
    long number = Math.floorDiv(second, HOUR);
    if (lastHour == null || lastNumber != number) {
      lastHour = hours.computeIfAbsent(number, n -> new long[] {second, second});
      lastNumber = number;
    }
    lastHour[0] = Math.min(lastHour[0], second);
    lastHour[1] = Math.max(lastHour[1], second);
  }

  /** Tells the seconds in order. */
  void forEach(LongConsumer receiver) {
    for (long[] hour : hours.values()) {
      receiver.accept(hour[0]);
      if (hour[1] != hour[0]) {
        receiver.accept(hour[1]);
      }
    }
  }

  void clear() {
    hours.clear();
    lastHour = null;
  }
}
