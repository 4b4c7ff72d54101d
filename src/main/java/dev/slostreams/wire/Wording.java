package dev.slostreams.wire;

import dev.slostreams.slo.SeriesKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** How figures read in a sentence: with their unit, and with as many digits as one can use. */
final class Wording {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final long[] UNIT_SECONDS = {86_400, 3_600, 60, 1};
  private static final String[] UNITS = {"d", "h", "min", "s"};

  private Wording() {}

  /** {@code 1 h 12 min}: the largest unit and the next below it, rounded down. */
  static String duration(long seconds) {
    for (int i = 0; i < UNITS.length - 1; i++) {
      long whole = seconds / UNIT_SECONDS[i];
      if (whole > 0) {
        long rest = seconds % UNIT_SECONDS[i] / UNIT_SECONDS[i + 1];
        String large = whole + " " + UNITS[i];
        return rest == 0 ? large : large + " " + rest + " " + UNITS[i + 1];
      }
    }
    return seconds + " s";
  }

  /** {@code 38.5 %}; below one percent with two decimals. */
  static String percent(double share) {
    return number(share * 100, Math.abs(share) < 0.01 ? 2 : 1) + " %";
  }

  /** A burn rate: {@code 96.2}, {@code 1.04}, {@code 720}. */
  static String rate(double rate) {
    return number(rate, rate >= 100 ? 0 : rate >= 10 ? 1 : 2);
  }

  /** {@code 2026-01-01 01:32:28 UTC}. */
  static String time(long epochSecond) {
    return TIME.format(Instant.ofEpochSecond(epochSecond));
  }

  /** {@code region=eu, path=/a}; empty without labels. */
  static String labels(SeriesKey key) {
    return key.labels().stream()
        .map(label -> label.name() + "=" + label.value())
        .collect(Collectors.joining(", "));
  }

  private static String number(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    String shorter = decimals == 0 ? text : text.replaceAll("\\.?0+$", "");
    return shorter.equals("-0") ? "0" : shorter;
  }
}
