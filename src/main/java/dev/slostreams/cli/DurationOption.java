package dev.slostreams.cli;

import dev.slostreams.app.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/**
 * Reads a duration on the command line as in the settings: {@code 5s}, {@code 10m}, {@code 90d}.
 */
final class DurationOption implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    return Durations.parse(text);
  }
}
