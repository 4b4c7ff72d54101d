package dev.slostreams.wire;

import dev.slostreams.slo.TimestampUnit;
import java.time.Instant;

/** Which event times are believed, and how a number is read as one. */
final class EventTime {

  /** No time at all: the text or number is not one. */
  static final long NONE = Long.MIN_VALUE;

  private static final long YEAR_2000_MS = 946_684_800_000L;
  private static final long YEAR_2200_MS = 7_258_118_400_000L;

  private EventTime() {}

  /** Whether it is from the year 2000 to 2199. */
  static boolean isCredible(long timestampMs) {
    return YEAR_2000_MS <= timestampMs && timestampMs < YEAR_2200_MS;
  }

  /** Milliseconds since the epoch, rounded down, or {@link #NONE} when far out of range. */
  static long millis(JsonNumber number, TimestampUnit unit) {
    return number.floorTimesTenTo(
        switch (unit) {
          case SECONDS -> 3;
          case MILLISECONDS -> 0;
          case MICROSECONDS -> -3;
          case NANOSECONDS -> -6;
        });
  }

  /** Says that a time is not credible. */
  static String outOfRange(String place, long timestampMs, String written) {
    String read = timestampMs == NONE ? "" : " (" + Instant.ofEpochMilli(timestampMs) + ")";
    return place + ": must be from the year 2000 to 2199, but was " + written + read;
  }

  /** Which unit would make a number credible, as the end of a sentence; empty when none does. */
  static String unitHint(JsonNumber number) {
    for (TimestampUnit unit : TimestampUnit.values()) {
      long timestampMs = millis(number, unit);
      if (isCredible(timestampMs)) {
        return "; with timestampUnit: %s it is %s"
            .formatted(unit.symbol(), Instant.ofEpochMilli(timestampMs));
      }
    }
    return "";
  }
}
