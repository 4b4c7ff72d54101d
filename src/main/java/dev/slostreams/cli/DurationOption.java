package dev.slostreams.cli;

import dev.slostreams.app.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a duration on the command line as in the settings: {@code 5s}, {@code 10m}, {@code 90d}.
 */
final class DurationOption implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "must be a whole number with ms, s, m, h or d, such as 90s, at most 36500d, but was '"
              + text
              + "'");
    }
  }
}
