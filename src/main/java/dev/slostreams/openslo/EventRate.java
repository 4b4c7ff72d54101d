package dev.slostreams.openslo;

import dev.slostreams.slo.Fraction;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many events are expected, as in the annotation {@code slo-streams.dev/expected-rate: "10/h"}.
 *
 * @param text as written
 * @param perSecond exact
 */
public record EventRate(String text, Fraction perSecond) {

  /** A number above 0, and one of second, minute, hour, day. */
  static final Pattern FORM =
      Pattern.compile("(?=[0-9.]*[1-9])([0-9]{1,12}(?:\\.[0-9]{1,6})?)\\s*/\\s*([smhd])");

  static Optional<EventRate> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new EventRate(text, Fraction.of(matcher.group(1)).dividedBy(seconds(matcher.group(2)))))
        : Optional.empty();
  }

  private static long seconds(String unit) {
    return switch (unit) {
      case "s" -> 1;
      case "m" -> 60;
      case "h" -> 3_600;
      default -> 86_400;
    };
  }

  /** Events in a stretch of time. */
  public Fraction in(long seconds) {
    return perSecond.times(seconds);
  }
}
