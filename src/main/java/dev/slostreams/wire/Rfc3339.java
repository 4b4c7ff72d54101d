package dev.slostreams.wire;

/**
 * Reads RFC 3339 timestamps from bytes: {@code 2026-01-01T00:00:00.123Z}, any number of fraction
 * digits (rounded down to milliseconds), offsets such as {@code +02:00}.
 */
final class Rfc3339 {

  private static final int SHORTEST = 20; // 2026-01-01T00:00:00Z
  private static final int SECONDS_END = 19;
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Rfc3339() {}

  /** Milliseconds since the epoch, or {@link EventTime#NONE} when it is no such timestamp. */
  static long millis(byte[] b, int from, int to) {
    if (to - from < SHORTEST
        || b[from + 4] != '-'
        || b[from + 7] != '-'
        || (b[from + 10] | 0x20) != 't' && b[from + 10] != ' '
        || b[from + 13] != ':'
        || b[from + 16] != ':') {
      return EventTime.NONE;
    }
    int year = two(b, from) * 100 + two(b, from + 2);
    int month = two(b, from + 5);
    int day = two(b, from + 8);
    int hour = two(b, from + 11);
    int minute = two(b, from + 14);
    int second = two(b, from + 17);
    // two() is below -999 where there are no digits, so year, hour, minute and second are too
    if (year < 0 || hour < 0 || minute < 0 || second < 0 || !isDate(year, month, day)) {
      return EventTime.NONE;
    }
    // 60 is a leap second; it counts as the first second of the next minute
    if (hour > 23 || minute > 59 || second > 60) {
      return EventTime.NONE;
    }
    long seconds = epochDay(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    return withFractionAndOffset(seconds, b, from + SECONDS_END, to);
  }

  private static long withFractionAndOffset(long seconds, byte[] b, int from, int to) {
    int at = from;
    int millis = 0;
    if (b[at] == '.') {
      int first = at + 1;
      int scale = 100;
      at = first;
      while (at < to && b[at] >= '0' && b[at] <= '9') {
        millis += (b[at] - '0') * scale;
        scale /= 10;
        at++;
      }
      if (at == first) {
        return EventTime.NONE;
      }
    }
    if (at == to - 1 && (b[at] | 0x20) == 'z') {
      return seconds * 1_000 + millis;
    }
    if (at != to - 6 || b[at] != '+' && b[at] != '-' || b[at + 3] != ':') {
      return EventTime.NONE;
    }
    int hours = two(b, at + 1);
    int minutes = two(b, at + 4);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return EventTime.NONE;
    }
    int offset = hours * 3_600 + minutes * 60;
    return (b[at] == '+' ? seconds - offset : seconds + offset) * 1_000 + millis;
  }

  /** Whether the Gregorian calendar has this date. */
  static boolean isDate(int year, int month, int day) {
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= DAYS[month - 1]
        && (month != 2 || day < 29 || isLeap(year));
  }

  /** Days since 1970-01-01 of a date that exists, in the years 0 to 9999. */
  static long epochDay(int year, int month, int day) {
    int before = year - 1;
    long days = 365L * year + Math.floorDiv(before, 4);
    days += Math.floorDiv(before, 400) - Math.floorDiv(before, 100);
    days += DAYS_BEFORE_MONTH[month - 1] + (month > 2 && isLeap(year) ? 1 : 0) + day - 1;
    return days - 719_527; // 1970-01-01 counted from 0000-01-01 with a leap year 0 left out
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** The two digits at a position as a number, far below 0 when they are none. */
  static int two(byte[] b, int at) {
    int tens = b[at] - '0';
    int ones = b[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1_000_000 : tens * 10 + ones;
  }
}
