package dev.slostreams.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** From when an order is in force. */
final class EffectiveAtOption {

  private static final Duration LEAD = Duration.ofSeconds(10);

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Time.class,
      description =
          "The event time from which it is in force, such as 2026-01-31T12:00:00Z (default: in 10 s,"
              + " so that every instance knows it in time).")
  private Instant at;

  /** Epoch second. */
  long second() {
    return (at == null ? Instant.now().plus(LEAD) : at).getEpochSecond();
  }

  /** RFC 3339. */
  static final class Time implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
      try {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (2000 <= time.getYear() && time.getYear() < 2200) {
          return time.toInstant();
        }
      } catch (DateTimeParseException e) {
        // refused below
      }
      throw new TypeConversionException(
          "must be a time such as 2026-01-31T12:00:00Z, from the year 2000 to 2199, but was '"
              + text
              + "'");
    }
  }
}
