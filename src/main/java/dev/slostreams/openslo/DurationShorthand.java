package dev.slostreams.openslo;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OpenSLO's way to write a length of time: {@code 5m}, {@code 28d}, {@code 1Q}. Not a {@code
 * Duration}, because a month has no fixed length.
 *
 * @param amount at least 0
 * @param unit one of {@code s m h d w M Q Y}
 */
record DurationShorthand(long amount, char unit) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhdwMQY])");

  static Optional<DurationShorthand> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new DurationShorthand(Long.parseLong(matcher.group(1)), matcher.group(2).charAt(0)))
        : Optional.empty();
  }

  boolean isInSeconds() {
    return unit == 's';
  }

  /** Its length; empty for months, quarters and years. */
  OptionalLong seconds() {
    return switch (unit) {
      case 's' -> OptionalLong.of(amount);
      case 'm' -> OptionalLong.of(amount * 60);
      case 'h' -> OptionalLong.of(amount * 3_600);
      case 'd' -> OptionalLong.of(amount * 86_400);
      case 'w' -> OptionalLong.of(amount * 604_800);
      default -> OptionalLong.empty();
    };
  }

  /** The same length in days, a month taken as 30, a quarter as 90, a year as 365. */
  String inDays() {
    long days =
        switch (unit) {
          case 'M' -> 30;
          case 'Q' -> 90;
          case 'Y' -> 365;
          default ->
              throw new IllegalStateException(
                  "'" + unit + "' has a fixed length (this is a bug in slo-streams)");
        };
    return amount * days + "d";
  }
}
