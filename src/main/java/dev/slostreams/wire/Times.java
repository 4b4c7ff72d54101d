package dev.slostreams.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times and lengths of time as people read them. */
public final class Times {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private Times() {}

  /** {@code 2026-01-01 01:32:28}. */
  public static String utc(long epochSecond) {
    return UTC.format(Instant.ofEpochSecond(epochSecond));
  }

  /** The two largest units: {@code 1h 5m}, {@code 42s}. */
  public static String length(long seconds) {
    if (seconds >= 86_400) {
      return seconds / 86_400 + "d " + seconds % 86_400 / 3_600 + "h";
    }
    if (seconds >= 3_600) {
      return seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m";
    }
    return seconds >= 60 ? seconds / 60 + "m " + seconds % 60 + "s" : seconds + "s";
  }
}
