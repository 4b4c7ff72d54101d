package dev.slostreams.cli;

import dev.slostreams.app.CannotRunException;
import dev.slostreams.app.ConfigException;
import dev.slostreams.demo.Telemetry;
import dev.slostreams.demo.TelemetryReader;
import dev.slostreams.demo.TelemetryTraffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code telemetry}: the events of a scripted day, as a recording. */
@Command(
    name = "telemetry",
    description = {
      "Prints what a telemetry.txt describes, one JSON object per line: the events of a system on a"
          + " good or on a bad day, to try definitions on with 'backtest' or 'replay'."
    },
    mixinStandardHelpOptions = true)
final class TelemetryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Such as config/systems/flow/telemetry.txt.")
  private Path file;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "2026-11-02T00:00:00Z",
      converter = InstantOption.class,
      description =
          "When it begins; the incidents lie relative to it (default 2026-11-02T00:00:00Z).")
  private Instant from;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "1d",
      converter = DurationOption.class,
      description = "How long it lasts (default 1d).")
  private Duration length;

  @Option(names = "--healthy", description = "Without the incidents.")
  private boolean healthy;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number gives other values within their ranges (default 1).")
  private long seed;

  @Override
  public Integer call() {
    Telemetry telemetry = read();
    PrintWriter out = spec.commandLine().getOut();
    TelemetryTraffic.record(
        seed,
        telemetry,
        from,
        length,
        !healthy,
        (timestampMs, json) -> {
          out.write(new String(json, StandardCharsets.UTF_8));
          out.write('\n');
        });
    out.flush();
    return ExitCode.DONE;
  }

  private Telemetry read() {
    try {
      return TelemetryReader.read(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new ParameterException(
          spec.commandLine(), "FILE: must be a file that exists, but was '" + file + "'", e);
    } catch (IOException e) {
      throw new CannotRunException("'" + file + "' cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(e.getMessage()));
    }
  }

  /** Reads a time as RFC 3339 writes it, in UTC. */
  static final class InstantOption implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "must be a time such as 2026-11-02T00:00:00Z, but was '" + text + "'");
      }
    }
  }
}
