package dev.slostreams.wire;

/** Reads the time of an access-log line: {@code 17/May/2015:10:05:03 +0000}. */
final class LogTime {

  private static final int LENGTH = 26;
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private LogTime() {}

  /** Milliseconds since the epoch, or {@link EventTime#NONE} when it is no such time. */
  static long millis(byte[] b, int from, int to) {
    if (to - from != LENGTH
        || b[from + 2] != '/'
        || b[from + 6] != '/'
        || b[from + 11] != ':'
        || b[from + 14] != ':'
        || b[from + 17] != ':'
        || b[from + 20] != ' '
        || b[from + 21] != '+' && b[from + 21] != '-') {
      return EventTime.NONE;
    }
    int day = Rfc3339.two(b, from);
    int month = month(b, from + 3);
    int year = Rfc3339.two(b, from + 7) * 100 + Rfc3339.two(b, from + 9);
    int hour = Rfc3339.two(b, from + 12);
    int minute = Rfc3339.two(b, from + 15);
    int second = Rfc3339.two(b, from + 18);
    int offsetHours = Rfc3339.two(b, from + 22);
    int offsetMinutes = Rfc3339.two(b, from + 24);
    if (year < 0
        || !Rfc3339.isDate(year, month, day)
        || !isWithin(hour, 23)
        || !isWithin(minute, 59)
        || !isWithin(second, 60)
        || !isWithin(offsetHours, 23)
        || !isWithin(offsetMinutes, 59)) {
      return EventTime.NONE;
    }
    int offset = (offsetHours * 60 + offsetMinutes) * (b[from + 21] == '-' ? -60 : 60);
    long seconds = hour * 3_600L + minute * 60 + second - offset;
    return (Rfc3339.epochDay(year, month, day) * 86_400 + seconds) * 1_000;
  }

  private static boolean isWithin(int value, int highest) {
    return 0 <= value && value <= highest;
  }

  /** 1 to 12, or 0 when it is no month. */
  private static int month(byte[] b, int at) {
    for (int i = 0; i < MONTHS.length(); i += 3) {
      if (b[at] == MONTHS.charAt(i)
          && b[at + 1] == MONTHS.charAt(i + 1)
          && b[at + 2] == MONTHS.charAt(i + 2)) {
        return i / 3 + 1;
      }
    }
    return 0;
  }
}
